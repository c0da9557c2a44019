-- Names of places that the official files don't have, as the office knows them: villages, estates, "the Vale".
CREATE TABLE place_name (
  folded  text    NOT NULL PRIMARY KEY,
  name    text    NOT NULL,
  is_ours boolean NOT NULL
);
