-- The office's own rules of need, every version as it was kept. The last that can be read counts; where there is none, or it has no
-- text, the program's own.
CREATE TABLE need_rules (
  number   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  content  TEXT    NULL,
  raised   INTEGER NOT NULL,
  staff_id BLOB    NULL REFERENCES staff_member (id),
  at       INTEGER NOT NULL
) STRICT;
