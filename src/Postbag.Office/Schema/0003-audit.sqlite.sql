CREATE TABLE audit_entry (
  sequence      INTEGER NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at            INTEGER NOT NULL,
  staff_id      BLOB    NULL CHECK (length(staff_id) = 16),
  via           TEXT    NOT NULL CHECK (via IN ('web', 'command', 'job')),
  act           TEXT    NOT NULL,
  subject_kind  TEXT    NULL,
  subject_id    BLOB    NULL CHECK (length(subject_id) = 16),
  details       TEXT    NULL,
  previous_hash BLOB    NOT NULL CHECK (length(previous_hash) = 32),
  hash          BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE INDEX audit_entry_by_staff ON audit_entry (staff_id, sequence);
CREATE INDEX audit_entry_by_act ON audit_entry (act, sequence);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_id, sequence);

-- The end of the chain: the row every writer takes its turn at, and by which a cut tail is found.
CREATE TABLE audit_head (
  id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence INTEGER NOT NULL CHECK (sequence >= 0),
  hash     BLOB    NOT NULL CHECK (length(hash) = 32)
) STRICT;
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, zeroblob(32));

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END;

CREATE TRIGGER audit_entry_is_never_deleted BEFORE DELETE ON audit_entry
BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END;

CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON audit_head
WHEN NEW.sequence < OLD.sequence
BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END;

CREATE TRIGGER audit_head_is_never_deleted BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'The audit trail is only ever added to.'); END;
