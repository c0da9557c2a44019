-- Drafted answers to somebody else's constituents. Their letters need not be kept beyond a day.
CREATE TABLE elsewhere_answer (
  message   bigint NOT NULL PRIMARY KEY REFERENCES message (number),
  area      text   NOT NULL,
  content   text   NOT NULL CHECK (content <> ''),
  delete_on text   NOT NULL CHECK (length(delete_on) = 10),
  staff_id  uuid   NULL REFERENCES staff_member (id),
  at        bigint NOT NULL
);

CREATE INDEX elsewhere_answer_delete_on ON elsewhere_answer (delete_on);

-- The office's own words for them; no row while the usual ones do.
CREATE TABLE elsewhere_words (
  alone     integer NOT NULL PRIMARY KEY CHECK (alone = 1),
  content   text    NOT NULL CHECK (content <> ''),
  keep_days integer NOT NULL CHECK (keep_days BETWEEN 1 AND 365)
);
