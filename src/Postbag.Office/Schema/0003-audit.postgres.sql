CREATE TABLE audit_entry (
  sequence      bigint NOT NULL PRIMARY KEY CHECK (sequence > 0),
  at            bigint NOT NULL,
  staff_id      uuid   NULL,
  via           text   NOT NULL CHECK (via IN ('web', 'command', 'job')),
  act           text   NOT NULL,
  subject_kind  text   NULL,
  subject_id    uuid   NULL,
  details       text   NULL,
  previous_hash bytea  NOT NULL CHECK (length(previous_hash) = 32),
  hash          bytea  NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX audit_entry_by_staff ON audit_entry (staff_id, sequence);
CREATE INDEX audit_entry_by_act ON audit_entry (act, sequence);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject_id, sequence);

-- The end of the chain: the row every writer takes its turn at, and by which a cut tail is found.
CREATE TABLE audit_head (
  id       integer NOT NULL PRIMARY KEY CHECK (id = 1),
  sequence bigint  NOT NULL CHECK (sequence >= 0),
  hash     bytea   NOT NULL CHECK (length(hash) = 32)
);
INSERT INTO audit_head (id, sequence, hash) VALUES (1, 0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION refuse_to_change_the_audit_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit trail is only ever added to.';
END $$;

CREATE TRIGGER audit_entry_is_never_changed BEFORE UPDATE OR DELETE ON audit_entry
FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_audit_trail();

CREATE TRIGGER audit_entry_is_never_emptied BEFORE TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_trail();

CREATE TRIGGER audit_head_only_grows BEFORE UPDATE ON audit_head
FOR EACH ROW WHEN (NEW.sequence < OLD.sequence) EXECUTE FUNCTION refuse_to_change_the_audit_trail();

CREATE TRIGGER audit_head_is_never_deleted BEFORE DELETE ON audit_head
FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_audit_trail();

CREATE TRIGGER audit_head_is_never_emptied BEFORE TRUNCATE ON audit_head
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_audit_trail();
