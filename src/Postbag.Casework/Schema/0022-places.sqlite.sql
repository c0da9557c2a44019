-- Places have room for 16 messages a minute instead of 256 (see Places.cs): the index, which keeps how far each place lies
-- behind the one before, is a twelfth smaller. The order stays as it was.
CREATE TABLE place_moved (old INTEGER NOT NULL PRIMARY KEY, new INTEGER NOT NULL) STRICT;
INSERT INTO place_moved (old, new)
SELECT place, running + max(minute * 16 - running) OVER (ORDER BY place)
FROM (SELECT place, row_number() OVER (ORDER BY place) - 1 AS running, max(received_at, 0) / 60000000 AS minute
  FROM message WHERE place IS NOT NULL);

-- By way of numbers that no message has, for none may have another's on the way.
UPDATE message SET place = -1 - (SELECT new FROM place_moved WHERE old = message.place) WHERE place IS NOT NULL;
UPDATE message SET place = -1 - place WHERE place IS NOT NULL;
UPDATE post_item SET place = coalesce((SELECT new FROM place_moved WHERE old = post_item.place), place);
UPDATE post_label SET place = coalesce((SELECT new FROM place_moved WHERE old = post_label.place), place);
DROP TABLE place_moved;

DELETE FROM message_displaced;
INSERT INTO message_displaced (place, received_at)
SELECT place, received_at FROM message
WHERE place IS NOT NULL AND (received_at < 0 OR place >> 4 <> received_at / 60000000);

-- What is there is indexed again in the next step.
INSERT INTO message_words (message_words) VALUES ('delete-all');
UPDATE message SET search_step = 0 WHERE place IS NOT NULL;
