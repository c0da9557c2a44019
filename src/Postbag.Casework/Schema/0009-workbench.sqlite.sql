-- A message that was grouped and whose writer was looked for waits to be sorted: 0 waits, 1 is on the workbench.
ALTER TABLE message ADD COLUMN sort_state INTEGER NOT NULL DEFAULT 0 CHECK (sort_state IN (0, 1));
CREATE INDEX message_unsorted ON message (number) WHERE sort_state = 0 AND group_state = 1 AND people_state = 1;

-- How each message stands with the office. The pile and outcome are a Pile and an Outcome; the state is 0 waiting,
-- 1 parked until a moment, 2 handled. The act is the last one that changed it.
CREATE TABLE post_item (
  message    INTEGER NOT NULL PRIMARY KEY REFERENCES message (number),
  place      INTEGER NOT NULL,
  came_at    INTEGER NOT NULL,
  pile       INTEGER NOT NULL CHECK (pile BETWEEN 0 AND 9),
  why        TEXT    NOT NULL,
  campaign   INTEGER NULL,
  is_hard    INTEGER NOT NULL CHECK (is_hard IN (0, 1)),
  state      INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2)),
  outcome    INTEGER NOT NULL DEFAULT 0 CHECK (outcome BETWEEN 0 AND 5),
  owner      BLOB    NULL REFERENCES staff_member (id),
  until      INTEGER NULL,
  is_flagged INTEGER NOT NULL DEFAULT 0 CHECK (is_flagged IN (0, 1)),
  act        INTEGER NULL,
  changed_at INTEGER NOT NULL,
  CHECK ((state = 1) = (until IS NOT NULL)),
  CHECK ((state = 2) = (outcome <> 0))
) STRICT;

CREATE INDEX post_item_waiting ON post_item (pile, place) WHERE state = 0;
CREATE INDEX post_item_folded ON post_item (campaign, place) WHERE state = 0 AND campaign IS NOT NULL;
CREATE INDEX post_item_owner ON post_item (owner, place) WHERE state = 0 AND owner IS NOT NULL;
CREATE INDEX post_item_parked ON post_item (until) WHERE state = 1;
CREATE INDEX post_item_flagged ON post_item (place) WHERE is_flagged;
CREATE INDEX post_item_handled ON post_item (place) WHERE state = 2;
-- Dealt with on a campaign's page and not here: followed back when that is taken back.
CREATE INDEX post_item_followed ON post_item (message) WHERE state = 2 AND act IS NULL;
CREATE INDEX post_item_came ON post_item (came_at);

-- The need a rule found in a letter, the rule's reason, and the words that say it.
CREATE TABLE post_need (
  message  INTEGER NOT NULL REFERENCES message (number),
  position INTEGER NOT NULL,
  need     TEXT    NOT NULL,
  reason   TEXT    NOT NULL,
  words    TEXT    NOT NULL,
  PRIMARY KEY (message, position)
) STRICT, WITHOUT ROWID;

-- How many items each slot holds: a waiting pile by its number, 100 what is parked, 200 what is handled.
CREATE TABLE post_tally (
  slot  INTEGER NOT NULL PRIMARY KEY,
  items INTEGER NOT NULL CHECK (items >= 0)
) STRICT;

-- Who changes items takes this row first, so that the counts stay true.
CREATE TABLE post_head (changes INTEGER NOT NULL) STRICT;
CREATE UNIQUE INDEX post_head_is_alone ON post_head ((1));
INSERT INTO post_head (changes) VALUES (0);

-- What people did, newest last, with what was there before: enough to take it back.
CREATE TABLE post_act (
  number    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  kind      INTEGER NOT NULL,
  staff_id  BLOB    NULL REFERENCES staff_member (id),
  at        INTEGER NOT NULL,
  items     INTEGER NOT NULL,
  before    TEXT    NOT NULL,
  undone_at INTEGER NULL
) STRICT;

CREATE INDEX post_act_staff ON post_act (staff_id, number);
CREATE INDEX post_act_at ON post_act (at);

-- Who has which letter open: told to whoever opens it too, and forgotten soon.
CREATE TABLE post_here (
  message  INTEGER NOT NULL REFERENCES message (number),
  staff_id BLOB    NOT NULL REFERENCES staff_member (id),
  at       INTEGER NOT NULL,
  PRIMARY KEY (message, staff_id)
) STRICT, WITHOUT ROWID;

-- How much of what is hard to read a person opened on a day (a number of days since 1970 in the office's time).
CREATE TABLE post_exposure (
  staff_id BLOB    NOT NULL REFERENCES staff_member (id),
  day      INTEGER NOT NULL,
  opened   INTEGER NOT NULL,
  hard     INTEGER NOT NULL,
  PRIMARY KEY (staff_id, day)
) STRICT, WITHOUT ROWID;
