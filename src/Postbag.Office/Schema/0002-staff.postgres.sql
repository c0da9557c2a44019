ALTER TABLE office ADD COLUMN idle_minutes integer NOT NULL DEFAULT 30 CHECK (idle_minutes BETWEEN 5 AND 480);
ALTER TABLE office ADD COLUMN second_factor_for_all boolean NOT NULL DEFAULT false;

CREATE TABLE staff_member (
  id                 uuid    NOT NULL PRIMARY KEY,
  email              text    NOT NULL,
  normalised_email   text    NOT NULL UNIQUE,
  name               text    NOT NULL,
  role               text    NOT NULL
    CHECK (role IN ('representative', 'office-manager', 'caseworker', 'volunteer', 'auditor')),
  added_at           bigint NOT NULL,
  suspended_at       bigint NULL,
  password_hash      text    NULL,
  two_factor_enabled boolean NOT NULL DEFAULT false,
  last_code_step     bigint NOT NULL DEFAULT 0,
  failed_tries       integer NOT NULL DEFAULT 0,
  lock_outs          integer NOT NULL DEFAULT 0,
  locked_until       bigint NULL,
  security_stamp     text    NULL,
  concurrency_stamp  text    NULL
);

-- The authenticator's secret and the hashed recovery codes.
CREATE TABLE staff_token (
  staff_id       uuid NOT NULL REFERENCES staff_member (id),
  login_provider text NOT NULL,
  name           text NOT NULL,
  value          text NULL,
  PRIMARY KEY (staff_id, login_provider, name)
);

CREATE TABLE staff_passkey (
  credential_id bytea NOT NULL PRIMARY KEY CHECK (length(credential_id) BETWEEN 1 AND 1023),
  staff_id      uuid NOT NULL REFERENCES staff_member (id),
  data          text NOT NULL
);
CREATE INDEX staff_passkey_by_staff ON staff_passkey (staff_id);

-- One-time links: only the hash, so that a copy of the database opens no door.
CREATE TABLE staff_link (
  id          uuid    NOT NULL PRIMARY KEY,
  staff_id    uuid    NOT NULL REFERENCES staff_member (id),
  secret_hash bytea    NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
  created_at  bigint NOT NULL,
  expires_at  bigint NOT NULL,
  used_at     bigint NULL
);
CREATE INDEX staff_link_by_staff ON staff_link (staff_id);

CREATE TABLE staff_session (
  id           uuid    NOT NULL PRIMARY KEY,
  staff_id     uuid    NOT NULL REFERENCES staff_member (id),
  method       text    NOT NULL,
  device       text    NOT NULL,
  started_at   bigint NOT NULL,
  last_seen_at bigint NOT NULL,
  ended_at     bigint NULL,
  ended_why    text    NULL,
  CHECK ((ended_at IS NULL) = (ended_why IS NULL))
);
CREATE INDEX staff_session_by_staff ON staff_session (staff_id, started_at);

-- What cookies and forms of this office alone are protected with.
CREATE TABLE protection_key (
  name       text    NOT NULL PRIMARY KEY,
  xml        text    NOT NULL,
  created_at bigint NOT NULL
);
