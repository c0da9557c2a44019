ALTER TABLE office ADD COLUMN idle_minutes INTEGER NOT NULL DEFAULT 30 CHECK (idle_minutes BETWEEN 5 AND 480);
ALTER TABLE office ADD COLUMN second_factor_for_all INTEGER NOT NULL DEFAULT 0 CHECK (second_factor_for_all IN (0, 1));

CREATE TABLE staff_member (
  id                 BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  email              TEXT    NOT NULL,
  normalised_email   TEXT    NOT NULL UNIQUE,
  name               TEXT    NOT NULL,
  role               TEXT    NOT NULL
    CHECK (role IN ('representative', 'office-manager', 'caseworker', 'volunteer', 'auditor')),
  added_at           INTEGER NOT NULL,
  suspended_at       INTEGER NULL,
  password_hash      TEXT    NULL,
  two_factor_enabled INTEGER NOT NULL DEFAULT 0,
  last_code_step     INTEGER NOT NULL DEFAULT 0,
  failed_tries       INTEGER NOT NULL DEFAULT 0,
  lock_outs          INTEGER NOT NULL DEFAULT 0,
  locked_until       INTEGER NULL,
  security_stamp     TEXT    NULL,
  concurrency_stamp  TEXT    NULL
) STRICT;

-- The authenticator's secret and the hashed recovery codes.
CREATE TABLE staff_token (
  staff_id       BLOB NOT NULL REFERENCES staff_member (id),
  login_provider TEXT NOT NULL,
  name           TEXT NOT NULL,
  value          TEXT NULL,
  PRIMARY KEY (staff_id, login_provider, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff_passkey (
  credential_id BLOB NOT NULL PRIMARY KEY CHECK (length(credential_id) BETWEEN 1 AND 1023),
  staff_id      BLOB NOT NULL REFERENCES staff_member (id),
  data          TEXT NOT NULL
) STRICT;
CREATE INDEX staff_passkey_by_staff ON staff_passkey (staff_id);

-- One-time links: only the hash, so that a copy of the database opens no door.
CREATE TABLE staff_link (
  id          BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  staff_id    BLOB    NOT NULL REFERENCES staff_member (id),
  secret_hash BLOB    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  created_at  INTEGER NOT NULL,
  expires_at  INTEGER NOT NULL,
  used_at     INTEGER NULL
) STRICT;
CREATE INDEX staff_link_by_staff ON staff_link (staff_id);

CREATE TABLE staff_session (
  id           BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  staff_id     BLOB    NOT NULL REFERENCES staff_member (id),
  method       TEXT    NOT NULL,
  device       TEXT    NOT NULL,
  started_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  ended_at     INTEGER NULL,
  ended_why    TEXT    NULL,
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
) STRICT;
CREATE INDEX staff_session_by_staff ON staff_session (staff_id, started_at);

-- What cookies and forms of this office alone are protected with.
CREATE TABLE protection_key (
  name       TEXT    NOT NULL PRIMARY KEY,
  xml        TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;
