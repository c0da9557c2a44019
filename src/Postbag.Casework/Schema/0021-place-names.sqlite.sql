-- Names of places that the official files don't have, as the office knows them: villages, estates, "the Vale".
CREATE TABLE place_name (
  folded  TEXT    NOT NULL PRIMARY KEY,
  name    TEXT    NOT NULL,
  is_ours INTEGER NOT NULL CHECK (is_ours IN (0, 1))
) STRICT, WITHOUT ROWID;
