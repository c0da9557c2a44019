-- What people said of a letter: one label of each axis (its issue, how soon, what kind…).
CREATE TABLE post_label (
  message  INTEGER NOT NULL REFERENCES message (number),
  axis     TEXT    NOT NULL,
  label    TEXT    NOT NULL,
  staff_id BLOB    NULL REFERENCES staff_member (id),
  at       INTEGER NOT NULL,
  PRIMARY KEY (message, axis)
) STRICT;

CREATE INDEX post_label_axis ON post_label (axis, label);

-- The same in the order in which it was said: what the suggestions are learnt from.
CREATE TABLE label_lesson (
  number  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES message (number),
  axis    TEXT    NOT NULL,
  label   TEXT    NOT NULL
) STRICT;

-- What was learnt up to a lesson: nothing but a quicker way to it than all lessons from the first.
CREATE TABLE label_model (
  axis      TEXT    NOT NULL PRIMARY KEY,
  learnt_to INTEGER NOT NULL,
  model     BLOB    NOT NULL
) STRICT;
