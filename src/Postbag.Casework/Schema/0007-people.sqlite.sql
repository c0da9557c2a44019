-- A message that was read waits for its writer: 0 waits, 1 was looked at.
ALTER TABLE message ADD COLUMN people_state INTEGER NOT NULL DEFAULT 0 CHECK (people_state IN (0, 1));
CREATE INDEX message_unmatched ON message (number) WHERE people_state = 0 AND state <> 0;

-- Whoever writes, or is written about. Two that are one stay two rows: the one points to the other, and can be let go again.
CREATE TABLE person (
  number       INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  id           BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  merged_into  INTEGER NULL REFERENCES person (number) CHECK (merged_into <> number),
  name         TEXT    NOT NULL,
  folded       TEXT    NOT NULL,
  languages    TEXT    NOT NULL DEFAULT '',
  -- How they like to be answered: 0 not said, 1 by e-mail, 2 by post, 3 by telephone.
  answer_by    INTEGER NOT NULL DEFAULT 0 CHECK (answer_by BETWEEN 0 AND 3),
  -- 1 large print, 2 easy read, 4 interpreter, 8 Braille, 16 British Sign Language.
  needs        INTEGER NOT NULL DEFAULT 0 CHECK (needs >= 0),
  needs_note   TEXT    NOT NULL DEFAULT '',
  -- Null if nobody looked them up on the register.
  on_register  INTEGER NULL CHECK (on_register IN (0, 1)),
  -- A Grade, of the last message that said something; null if none did.
  grade        INTEGER NULL CHECK (grade BETWEEN 0 AND 4),
  special      INTEGER NOT NULL DEFAULT 0,
  -- Whether people made or changed it, or an import brought it: then it stays, whatever becomes of its messages.
  is_kept      INTEGER NOT NULL DEFAULT 0 CHECK (is_kept IN (0, 1)),
  last_at      INTEGER NULL,
  created_at   INTEGER NOT NULL,
  version      INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX person_folded ON person (folded);
CREATE INDEX person_merged ON person (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX person_last ON person (last_at);

-- What is known of them. What came from messages has its first message; it goes when no message of theirs says it any more.
CREATE TABLE person_name (
  person  INTEGER NOT NULL REFERENCES person (number),
  folded  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  message INTEGER NULL REFERENCES message (number),
  PRIMARY KEY (person, folded)
) STRICT;

CREATE INDEX person_name_folded ON person_name (folded);

CREATE TABLE person_email (
  person  INTEGER NOT NULL REFERENCES person (number),
  address TEXT    NOT NULL,
  message INTEGER NULL REFERENCES message (number),
  PRIMARY KEY (person, address)
) STRICT;

CREATE INDEX person_email_address ON person_email (address);

CREATE TABLE person_phone (
  person  INTEGER NOT NULL REFERENCES person (number),
  digits  TEXT    NOT NULL,
  message INTEGER NULL REFERENCES message (number),
  PRIMARY KEY (person, digits)
) STRICT;

CREATE INDEX person_phone_digits ON person_phone (digits);

CREATE TABLE person_address (
  person   INTEGER NOT NULL REFERENCES person (number),
  folded   TEXT    NOT NULL,
  address  TEXT    NOT NULL,
  -- In capitals with its space; empty if it isn't known.
  postcode TEXT    NOT NULL DEFAULT '',
  -- Days since 1970: since when it was known, and until when they lived there; null if they do.
  from_on  INTEGER NULL,
  to_on    INTEGER NULL,
  message  INTEGER NULL REFERENCES message (number),
  PRIMARY KEY (person, folded)
) STRICT;

CREATE INDEX person_address_postcode ON person_address (postcode) WHERE postcode <> '';

CREATE TABLE person_note (
  number   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  person   INTEGER NOT NULL REFERENCES person (number),
  content  TEXT    NOT NULL CHECK (content <> ''),
  staff_id BLOB    NULL REFERENCES staff_member (id),
  at       INTEGER NOT NULL
) STRICT;

CREATE INDEX person_note_person ON person_note (person);

-- Whose message it is: 0 offered, 1 certain, 2 decided by a person, 3 decided that it isn't theirs.
CREATE TABLE message_person (
  message INTEGER NOT NULL REFERENCES message (number),
  person  INTEGER NOT NULL REFERENCES person (number),
  state   INTEGER NOT NULL CHECK (state BETWEEN 0 AND 3),
  reasons TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (message, person)
) STRICT;

CREATE UNIQUE INDEX message_person_one ON message_person (message) WHERE state IN (1, 2);
CREATE INDEX message_person_person ON message_person (person);

-- What a message says about its writer, with its place.
CREATE TABLE message_evidence (
  message  INTEGER NOT NULL REFERENCES message (number),
  position INTEGER NOT NULL,
  kind     INTEGER NOT NULL,
  value    TEXT    NOT NULL,
  whose    INTEGER NOT NULL,
  way      INTEGER NOT NULL,
  field    INTEGER NOT NULL,
  start    INTEGER NOT NULL,
  length   INTEGER NOT NULL,
  PRIMARY KEY (message, position)
) STRICT;

-- What was made of it: who they say they are, and the grade with its reasons, a sentence a line.
CREATE TABLE message_writer (
  message      INTEGER NOT NULL PRIMARY KEY REFERENCES message (number),
  name         TEXT    NOT NULL DEFAULT '',
  email        TEXT    NOT NULL DEFAULT '',
  address      TEXT    NOT NULL DEFAULT '',
  postcode     TEXT    NOT NULL DEFAULT '',
  grade        INTEGER NOT NULL CHECK (grade BETWEEN 0 AND 4),
  special      INTEGER NOT NULL,
  reasons      TEXT    NOT NULL,
  constituency TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX message_writer_grade ON message_writer (grade);

-- What people did, newest last, with what was there before: enough to take it back.
CREATE TABLE person_act (
  number    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind      INTEGER NOT NULL,
  person    INTEGER NOT NULL REFERENCES person (number),
  other     INTEGER NULL REFERENCES person (number),
  message   INTEGER NULL REFERENCES message (number),
  before    TEXT    NOT NULL,
  staff_id  BLOB    NULL REFERENCES staff_member (id),
  at        INTEGER NOT NULL,
  undone_at INTEGER NULL
) STRICT;

CREATE INDEX person_act_person ON person_act (person, number);
CREATE INDEX person_act_message ON person_act (message) WHERE message IS NOT NULL;

-- Pairs of people that people said are two.
CREATE TABLE person_apart (
  person INTEGER NOT NULL REFERENCES person (number),
  other  INTEGER NOT NULL REFERENCES person (number),
  PRIMARY KEY (person, other),
  CHECK (person < other)
) STRICT;

-- By which places the grades were given. Whoever matches takes this row first, so that of two new messages of one writer only
-- one makes them.
CREATE TABLE people_head (
  places TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX people_head_is_alone ON people_head ((1));
INSERT INTO people_head (places) VALUES ('');
