-- Drafted answers to somebody else's constituents. Their letters need not be kept beyond a day.
CREATE TABLE elsewhere_answer (
  message   INTEGER NOT NULL PRIMARY KEY REFERENCES message (number),
  area      TEXT    NOT NULL,
  content   TEXT    NOT NULL CHECK (content <> ''),
  delete_on TEXT    NOT NULL CHECK (length(delete_on) = 10),
  staff_id  BLOB    NULL REFERENCES staff_member (id),
  at        INTEGER NOT NULL
) STRICT;

CREATE INDEX elsewhere_answer_delete_on ON elsewhere_answer (delete_on);

-- The office's own words for them; no row while the usual ones do.
CREATE TABLE elsewhere_words (
  alone     INTEGER NOT NULL PRIMARY KEY CHECK (alone = 1),
  content   TEXT    NOT NULL CHECK (content <> ''),
  keep_days INTEGER NOT NULL CHECK (keep_days BETWEEN 1 AND 365)
) STRICT;
