-- How far the search index is with a message: 0 its words wait (the index was made anew), 1 the text of its attachments
-- waits, 2 done, 3 the text of a PDF waits for a program that can read it.
ALTER TABLE message ADD COLUMN search_step INTEGER NOT NULL DEFAULT 2 CHECK (search_step IN (0, 1, 2, 3));
UPDATE message SET search_step = 0 WHERE place IS NOT NULL;
CREATE INDEX message_searching ON message (number) WHERE search_step <> 2;

-- The words of each message, folded by us (Words.cs), under its place. Only the index is kept, not the words. The first
-- column costs nothing to name in the index, so it is the one with the most words.
DROP TABLE message_words;
CREATE VIRTUAL TABLE message_words USING fts5 (
  own, subject, sender, recipients, rest, names, documents,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
-- A batch of messages becomes one segment: fewer to merge.
INSERT INTO message_words (message_words, rank) VALUES ('hashsize', 16777216);

-- Messages whose place lies behind their minute, because that was full (see Places.cs).
CREATE TABLE message_displaced (
  place       INTEGER NOT NULL PRIMARY KEY,
  received_at INTEGER NOT NULL
) STRICT;

INSERT INTO message_displaced (place, received_at)
SELECT place, received_at FROM message
WHERE place IS NOT NULL AND (received_at < 0 OR place >> 8 <> received_at / 60000000);

-- Goes up whenever a search might find something else than before, so that a count needn't be made twice.
ALTER TABLE inbox_tally ADD COLUMN changes INTEGER NOT NULL DEFAULT 0;
