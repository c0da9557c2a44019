-- Where mail comes from: a file that was imported, later a mailbox or a mail server.
CREATE TABLE source (
  number     INTEGER NOT NULL PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind <> ''),
  name       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (kind, name)
) STRICT;

-- The bytes as they came, once each. Nothing ever changes or deletes a row here but erasure by law.
CREATE TABLE raw_message (
  number     INTEGER NOT NULL PRIMARY KEY,
  sha256     BLOB    NOT NULL UNIQUE CHECK (length(sha256) = 32),
  size_bytes INTEGER NOT NULL CHECK (size_bytes > 0),
  packing    INTEGER NOT NULL CHECK (packing IN (0, 1)),
  content    BLOB    NOT NULL
) STRICT;

-- Which source showed which message under which key of its own. The same message may be seen often.
CREATE TABLE sighting (
  source     INTEGER NOT NULL REFERENCES source (number),
  source_key TEXT    NOT NULL,
  message    INTEGER NOT NULL REFERENCES raw_message (number),
  seen_at    INTEGER NOT NULL,
  PRIMARY KEY (source, source_key, message)
) STRICT, WITHOUT ROWID;

CREATE INDEX sighting_message ON sighting (message);

-- What reading found. The state is 0 stored, 1 read, 2 unreadable; place is the order of arrival (see Places.cs).
CREATE TABLE message (
  number         INTEGER NOT NULL PRIMARY KEY REFERENCES raw_message (number),
  id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  state          INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  place          INTEGER NULL UNIQUE,
  is_unread      INTEGER NOT NULL CHECK (is_unread IN (0, 1)),
  size_bytes     INTEGER NOT NULL,
  stored_at      INTEGER NOT NULL,
  received_at    INTEGER NOT NULL,
  sent_at        INTEGER NULL,
  sender_name    TEXT    NOT NULL DEFAULT '',
  sender_address TEXT    NOT NULL DEFAULT '',
  subject        TEXT    NOT NULL DEFAULT '',
  snippet        TEXT    NOT NULL DEFAULT '',
  message_id     TEXT    NULL,
  kind           INTEGER NOT NULL DEFAULT 0,
  attachments    INTEGER NOT NULL DEFAULT 0,
  defects        INTEGER NOT NULL DEFAULT 0,
  CHECK ((state = 0) = (place IS NULL))
) STRICT;

CREATE INDEX message_waiting ON message (number) WHERE state = 0;
CREATE INDEX message_unread ON message (place) WHERE is_unread;

CREATE TABLE message_defect (
  message      INTEGER NOT NULL REFERENCES message (number),
  position     INTEGER NOT NULL,
  kind         TEXT    NOT NULL,
  offset_bytes INTEGER NOT NULL,
  assumed      TEXT    NOT NULL,
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

-- How many messages the inbox holds: counting a quarter of a million rows for every page would be felt.
CREATE TABLE inbox_tally (
  messages INTEGER NOT NULL CHECK (messages >= 0),
  unread   INTEGER NOT NULL CHECK (unread >= 0)
) STRICT;

CREATE UNIQUE INDEX inbox_tally_is_alone ON inbox_tally ((1));
INSERT INTO inbox_tally (messages, unread) VALUES (0, 0);

-- The words of each message, folded by us (Words.cs), under its place. Only the index is kept, not the words.
CREATE VIRTUAL TABLE message_words USING fts5 (
  sender, recipients, subject, body, attachments,
  content = '', contentless_delete = 1, tokenize = 'ascii'
);
-- A batch of messages becomes one segment: fewer to merge.
INSERT INTO message_words (message_words, rank) VALUES ('hashsize', 16777216);
