-- Letters on the short clock: announced before they are deleted, and held where somebody says so.
ALTER TABLE elsewhere_answer ADD COLUMN announced_on TEXT NULL CHECK (length(announced_on) = 10);
ALTER TABLE elsewhere_answer ADD COLUMN held_by BLOB NULL REFERENCES staff_member (id);
ALTER TABLE elsewhere_answer ADD COLUMN held_at INTEGER NULL;

-- What was deleted under a rule, and on which day. Its row in the ledger stays, with its hash, so that the same letter is known when a
-- source shows it again.
CREATE TABLE message_deleted (
  message INTEGER NOT NULL PRIMARY KEY REFERENCES message (number),
  rule    TEXT NOT NULL CHECK (rule <> ''),
  day     TEXT NOT NULL CHECK (length(day) = 10)
) STRICT;

-- The day on which the short clock was last looked at, and why it stopped and asks; empty while it goes. What people allowed holds for
-- one day and so many letters.
CREATE TABLE short_clock (
  looked_on     TEXT NOT NULL DEFAULT '',
  asks          TEXT NOT NULL DEFAULT '',
  allowed_on    TEXT NOT NULL DEFAULT '',
  allowed_items INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX short_clock_is_alone ON short_clock ((1));
INSERT INTO short_clock (looked_on) VALUES ('');
