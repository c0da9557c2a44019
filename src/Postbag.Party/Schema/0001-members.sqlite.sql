CREATE TABLE member (
  id       BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  name     TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 400),
  added_at INTEGER NOT NULL
) STRICT;

CREATE INDEX member_by_name ON member (name, id);
