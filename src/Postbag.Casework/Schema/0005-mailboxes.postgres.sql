-- Mailboxes that are fetched by IMAP. The secret (a password, or tokens) is encrypted with the office's own keys. While
-- somebody fetches, it is theirs until lease_until.
CREATE TABLE mailbox (
  id            uuid    NOT NULL PRIMARY KEY,
  source        bigint  NOT NULL UNIQUE REFERENCES source (number),
  host          text    NOT NULL CHECK (host <> ''),
  port          integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
  security      text    NOT NULL CHECK (security IN ('tls', 'starttls', 'none')),
  user_name     text    NOT NULL CHECK (user_name <> ''),
  secret        bytea   NOT NULL,
  token_address text    NULL,
  client_id     text    NULL,
  since_on      date    NULL,
  is_paused     boolean NOT NULL,
  created_at    bigint  NOT NULL,
  fetched_at    bigint  NULL,
  runner        uuid    NULL,
  lease_until   bigint  NULL,
  version       integer NOT NULL,
  CHECK ((token_address IS NULL) = (client_id IS NULL)),
  CHECK ((runner IS NULL) = (lease_until IS NULL))
);

-- Its folders. Every message of a chosen one up to highest_uid, under this uid_validity, is in the ledger or listed as
-- missing: so it is only ever raised after the messages are stored.
CREATE TABLE mailbox_folder (
  mailbox       uuid    NOT NULL REFERENCES mailbox (id) ON DELETE CASCADE,
  name          text    NOT NULL CHECK (name <> ''),
  is_chosen     boolean NOT NULL,
  messages      bigint  NOT NULL DEFAULT 0,
  uid_validity  bigint  NOT NULL DEFAULT 0,
  highest_uid   bigint  NOT NULL DEFAULT 0,
  change_number bigint  NOT NULL DEFAULT 0,
  PRIMARY KEY (mailbox, name)
);
