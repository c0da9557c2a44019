-- The messages somebody has opened: what is unread is counted by whichever are fewer.
CREATE INDEX message_opened ON message (place) WHERE NOT is_unread AND place IS NOT NULL;
