-- The office's register of electors, as keys only: hashes of a name and a postcode, made with the secret.
CREATE TABLE register_key (
  key TEXT NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE register_head (
  secret   TEXT NOT NULL,
  entries  INTEGER NOT NULL CHECK (entries >= 0),
  taken_at INTEGER NULL
) STRICT;

CREATE UNIQUE INDEX register_head_is_alone ON register_head ((1));
INSERT INTO register_head (secret, entries) VALUES ('', 0);
