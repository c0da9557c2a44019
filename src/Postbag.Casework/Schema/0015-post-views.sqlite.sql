-- The letters with a label in the order of arrival.
ALTER TABLE post_label ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE post_label SET place = coalesce((SELECT m.place FROM message m WHERE m.number = post_label.message), 0);
DROP INDEX post_label_axis;
CREATE INDEX post_label_axis ON post_label (axis, label, place);

-- Lists that are kept under a name: a person's own, or the office's where nobody's is said. What is removed can be put back.
CREATE TABLE post_view (
  number     INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name       TEXT    NOT NULL CHECK (name <> ''),
  query      TEXT    NOT NULL CHECK (query <> ''),
  owner      BLOB    NULL REFERENCES staff_member (id),
  made_by    BLOB    NULL REFERENCES staff_member (id),
  made_at    INTEGER NOT NULL,
  removed_by BLOB    NULL REFERENCES staff_member (id),
  removed_at INTEGER NULL
) STRICT;

CREATE INDEX post_view_kept ON post_view (number) WHERE removed_at IS NULL;
