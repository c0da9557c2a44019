-- How far the search index is with a message: 0 its words wait (the index was made anew), 1 the text of its attachments
-- waits, 2 done, 3 the text of a PDF waits for a program that can read it.
ALTER TABLE message ADD COLUMN search_step integer NOT NULL DEFAULT 2 CHECK (search_step IN (0, 1, 2, 3));
UPDATE message SET search_step = 0 WHERE place IS NOT NULL;
CREATE INDEX message_searching ON message (number) WHERE search_step <> 2;

-- The words of each message, folded by us (Words.cs), under its place.
DROP TABLE message_words;
CREATE TABLE message_words (
  place      bigint NOT NULL PRIMARY KEY,
  own        text   NOT NULL,
  subject    text   NOT NULL,
  sender     text   NOT NULL,
  recipients text   NOT NULL,
  rest       text   NOT NULL,
  names      text   NOT NULL,
  documents  text   NOT NULL
);

-- The index holds words without their positions; a phrase is looked up by its words and then compared with the text.
CREATE INDEX message_words_found ON message_words
  USING gin (array_to_tsvector(array_remove(string_to_array(own || ' ' || subject || ' ' || sender || ' ' || recipients
    || ' ' || rest || ' ' || names || ' ' || documents, ' '), '')));

CREATE INDEX message_received ON message (received_at) WHERE place IS NOT NULL;

-- Goes up whenever a search might find something else than before, so that a count needn't be made twice.
ALTER TABLE inbox_tally ADD COLUMN changes bigint NOT NULL DEFAULT 0;
