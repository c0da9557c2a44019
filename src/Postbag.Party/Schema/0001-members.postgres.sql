CREATE TABLE member (
  id       uuid   NOT NULL PRIMARY KEY,
  name     text   NOT NULL CHECK (length(name) BETWEEN 1 AND 400),
  added_at bigint NOT NULL
);

CREATE INDEX member_by_name ON member (name, id);
