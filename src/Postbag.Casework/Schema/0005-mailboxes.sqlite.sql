-- Mailboxes that are fetched by IMAP. The secret (a password, or tokens) is encrypted with the office's own keys. While
-- somebody fetches, it is theirs until lease_until.
CREATE TABLE mailbox (
  id            BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  source        INTEGER NOT NULL UNIQUE REFERENCES source (number),
  host          TEXT    NOT NULL CHECK (host <> ''),
  port          INTEGER NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security      TEXT    NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
  user_name     TEXT    NOT NULL CHECK (user_name <> ''),
  secret        BLOB    NOT NULL,
  token_address TEXT    NULL,
  client_id     TEXT    NULL,
  since_on      TEXT    NULL,
  is_paused     INTEGER NOT NULL CHECK (is_paused IN (0, 1)),
  created_at    INTEGER NOT NULL,
  fetched_at    INTEGER NULL,
  runner        BLOB    NULL CHECK (length(runner) = 16),
  lease_until   INTEGER NULL,
  version       INTEGER NOT NULL,
  CHECK ((token_address IS NULL) = (client_id IS NULL)),
  CHECK ((runner IS NULL) = (lease_until IS NULL))
) STRICT;

-- Its folders. Every message of a chosen one up to highest_uid, under this uid_validity, is in the ledger or listed as
-- missing: so it is only ever raised after the messages are stored.
CREATE TABLE mailbox_folder (
  mailbox       BLOB    NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
  name          TEXT    NOT NULL CHECK (name <> ''),
  is_chosen     INTEGER NOT NULL CHECK (is_chosen IN (0, 1)),
  messages      INTEGER NOT NULL DEFAULT 0,
  uid_validity  INTEGER NOT NULL DEFAULT 0,
  highest_uid   INTEGER NOT NULL DEFAULT 0,
  change_number INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (mailbox, name)
) STRICT, WITHOUT ROWID;
