CREATE TABLE schema_script (
  set_name   text    NOT NULL,
  number     integer NOT NULL CHECK (number > 0),
  name       text    NOT NULL,
  checksum   text    NOT NULL CHECK (length(checksum) = 64),
  applied_at bigint  NOT NULL,
  PRIMARY KEY (set_name, number)
);

CREATE TABLE office (
  id         uuid   NOT NULL PRIMARY KEY,
  side       text   NOT NULL,
  name       text   NOT NULL,
  hosts      text   NOT NULL,
  created_at bigint NOT NULL
);

-- An office's database is one office: a second row would be a mistake.
CREATE UNIQUE INDEX office_is_alone ON office ((true));
