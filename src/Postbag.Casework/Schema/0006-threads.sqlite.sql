-- Which conversation each message belongs to. Addresses, ids and subjects are kept as numbers made of them
-- (ThreadFacts.cs). A thread's number is that of one of its first messages, or below zero if a person made it.
CREATE TABLE thread_message (
  message     INTEGER NOT NULL PRIMARY KEY REFERENCES message (number),
  thread      INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  sender      INTEGER NOT NULL,
  people      BLOB    NOT NULL CHECK (length(people) % 8 = 0),
  subject     INTEGER NULL,
  parent      INTEGER NULL
) STRICT;

CREATE INDEX thread_message_thread ON thread_message (thread);

-- By what messages find each other: 0 bears the id, 1 refers to it, 2 answers it, 3 concerns the same by the same person.
CREATE TABLE thread_key (
  hash    INTEGER NOT NULL,
  role    INTEGER NOT NULL CHECK (role IN (0, 1, 2, 3)),
  message INTEGER NOT NULL REFERENCES message (number),
  PRIMARY KEY (hash, role, message)
) STRICT, WITHOUT ROWID;

-- What may belong together and waits for a person, and what people decided. The reason is 0 refers to it without having been
-- a party, 1 same subject and sender, 2 changed subject, 3 by hand; the state 0 waiting, 1 joined, 2 kept apart, 3 withdrawn.
CREATE TABLE thread_suggestion (
  message INTEGER NOT NULL REFERENCES message (number),
  other   INTEGER NOT NULL REFERENCES message (number),
  reason  INTEGER NOT NULL CHECK (reason IN (0, 1, 2, 3)),
  state   INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
  PRIMARY KEY (message, other),
  CHECK (message <> other)
) STRICT, WITHOUT ROWID;

CREATE INDEX thread_suggestion_other ON thread_suggestion (other);

-- What people did to threads, and which messages moved by it. Rows are only ever added.
CREATE TABLE thread_act (
  number     INTEGER NOT NULL PRIMARY KEY,
  at         INTEGER NOT NULL,
  staff_id   BLOB    NULL CHECK (length(staff_id) = 16),
  kind       INTEGER NOT NULL CHECK (kind IN (0, 1, 2, 3)),
  message    INTEGER NOT NULL REFERENCES message (number),
  other      INTEGER NOT NULL REFERENCES message (number),
  state_from INTEGER NULL,
  undoes     INTEGER NULL UNIQUE REFERENCES thread_act (number),
  CHECK ((kind = 3) = (undoes IS NOT NULL))
) STRICT;

CREATE INDEX thread_act_message ON thread_act (message);
CREATE INDEX thread_act_other ON thread_act (other);

CREATE TABLE thread_move (
  act         INTEGER NOT NULL REFERENCES thread_act (number),
  message     INTEGER NOT NULL REFERENCES message (number),
  from_thread INTEGER NOT NULL,
  to_thread   INTEGER NOT NULL,
  PRIMARY KEY (act, message)
) STRICT, WITHOUT ROWID;

-- What is there is read again in the next step.
UPDATE message SET search_step = 0 WHERE place IS NOT NULL;
