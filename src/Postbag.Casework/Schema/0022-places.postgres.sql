-- Places have room for 16 messages a minute instead of 256 (see Places.cs). The order stays as it was.
CREATE TABLE place_moved AS
SELECT place AS old, running + max(minute * 16 - running) OVER (ORDER BY place) AS new
FROM (SELECT place, row_number() OVER (ORDER BY place) - 1 AS running, greatest(received_at, 0) / 60000000 AS minute
  FROM message WHERE place IS NOT NULL) AS ordered;
ALTER TABLE place_moved ADD PRIMARY KEY (old);

-- By way of numbers that no message has, for none may have another's on the way.
UPDATE message SET place = -1 - moved.new FROM place_moved AS moved WHERE moved.old = message.place;
UPDATE message SET place = -1 - place WHERE place IS NOT NULL;
UPDATE post_item SET place = moved.new FROM place_moved AS moved WHERE moved.old = post_item.place;
UPDATE post_label SET place = moved.new FROM place_moved AS moved WHERE moved.old = post_label.place;
ALTER TABLE message_words DROP CONSTRAINT message_words_pkey;
UPDATE message_words SET place = moved.new FROM place_moved AS moved WHERE moved.old = message_words.place;
ALTER TABLE message_words ADD PRIMARY KEY (place);
DROP TABLE place_moved;
