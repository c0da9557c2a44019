CREATE TABLE schema_script (
  set_name   TEXT    NOT NULL,
  number     INTEGER NOT NULL CHECK (number > 0),
  name       TEXT    NOT NULL,
  checksum   TEXT    NOT NULL CHECK (length(checksum) = 64),
  applied_at INTEGER NOT NULL,
  PRIMARY KEY (set_name, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE office (
  id         BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  side       TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  hosts      TEXT    NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- An office's database is one office: a second row would be a mistake.
CREATE UNIQUE INDEX office_is_alone ON office ((1));
