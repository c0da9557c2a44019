-- A message that was read waits for its grouping: 0 waits, 1 was looked at.
ALTER TABLE message ADD COLUMN group_state INTEGER NOT NULL DEFAULT 0 CHECK (group_state IN (0, 1));
CREATE INDEX message_ungrouped ON message (number) WHERE group_state = 0 AND state <> 0;

-- What the grouping was told, in order. Whoever is told the same again, from the start or from a snapshot, decides the same.
-- The act is a GroupingAct; the message is the letter it is about, the campaign and the other campaign those it names.
CREATE TABLE grouping_step (
  position INTEGER NOT NULL PRIMARY KEY,
  act      INTEGER NOT NULL CHECK (act BETWEEN 0 AND 9),
  message  INTEGER NULL REFERENCES message (number),
  campaign INTEGER NULL,
  other    INTEGER NULL,
  content  TEXT    NULL
) STRICT;

-- The grouping's memory as of a step, in parts: nothing but a quicker way to it than all steps from the start.
CREATE TABLE grouping_snapshot (
  part     INTEGER NOT NULL PRIMARY KEY,
  position INTEGER NOT NULL,
  content  BLOB    NOT NULL
) STRICT;

-- What people corrected and the grouping hasn't been told yet.
CREATE TABLE grouping_wish (
  number   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  act      INTEGER NOT NULL CHECK (act BETWEEN 0 AND 9),
  message  INTEGER NULL REFERENCES message (number),
  campaign INTEGER NULL,
  other    INTEGER NULL,
  content  TEXT    NULL
) STRICT;

-- A campaign: what the grouping found, and what the office says about it. The number is the grouping's.
CREATE TABLE campaign (
  number         INTEGER NOT NULL PRIMARY KEY,
  id             BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  family         INTEGER NOT NULL,
  -- Found to be the same as another by the grouping, or said to be by people.
  folded_into    INTEGER NULL REFERENCES campaign (number),
  joined_to      INTEGER NULL REFERENCES campaign (number) CHECK (joined_to <> number),
  suggested_name TEXT    NOT NULL DEFAULT '',
  template       TEXT    NOT NULL DEFAULT '',
  letters        INTEGER NOT NULL DEFAULT 0,
  copies         INTEGER NOT NULL DEFAULT 0,
  people         INTEGER NOT NULL DEFAULT 0,
  to_read        INTEGER NOT NULL DEFAULT 0,
  -- Whether its letters have changed since it was last counted, and how many there were then.
  is_stale       INTEGER NOT NULL DEFAULT 1 CHECK (is_stale IN (0, 1)),
  counted        INTEGER NOT NULL DEFAULT 0,
  first_at       INTEGER NULL,
  last_at        INTEGER NULL,
  name           TEXT    NOT NULL DEFAULT '',
  ask            TEXT    NOT NULL DEFAULT '',
  stance         TEXT    NOT NULL DEFAULT '',
  status         INTEGER NOT NULL DEFAULT 0 CHECK (status BETWEEN 0 AND 3),
  notes          TEXT    NOT NULL DEFAULT '',
  owner          BLOB    NULL REFERENCES staff_member (id),
  version        INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX campaign_latest ON campaign (last_at) WHERE folded_into IS NULL AND joined_to IS NULL AND letters > 0;
CREATE INDEX campaign_stale ON campaign (number) WHERE is_stale;
CREATE INDEX campaign_family ON campaign (family);
CREATE INDEX campaign_joined ON campaign (joined_to) WHERE joined_to IS NOT NULL;

-- How a letter stands. The handling is 0 to be read, 1 accepted, 2 a case.
CREATE TABLE campaign_letter (
  message          INTEGER NOT NULL PRIMARY KEY REFERENCES message (number),
  letter           INTEGER NOT NULL UNIQUE,
  person           TEXT    NOT NULL,
  state            INTEGER NOT NULL,
  campaign         INTEGER NULL REFERENCES campaign (number),
  like_campaign    INTEGER NULL REFERENCES campaign (number),
  arrival_state    INTEGER NOT NULL,
  arrival_campaign INTEGER NULL,
  share_of_letter  INTEGER NOT NULL,
  share_of_template INTEGER NOT NULL,
  own_words        INTEGER NOT NULL,
  read_this_one    INTEGER NOT NULL CHECK (read_this_one IN (0, 1)),
  own_spans        TEXT    NULL,
  own_text         TEXT    NOT NULL DEFAULT '',
  handling         INTEGER NOT NULL DEFAULT 0 CHECK (handling IN (0, 1, 2)),
  is_chosen        INTEGER NOT NULL DEFAULT 0 CHECK (is_chosen IN (0, 1))
) STRICT;

CREATE INDEX campaign_letter_own ON campaign_letter (campaign, handling, own_words) WHERE campaign IS NOT NULL;
CREATE INDEX campaign_letter_like ON campaign_letter (like_campaign) WHERE like_campaign IS NOT NULL;

-- What people did, newest last, with what was there before: enough to take it back.
CREATE TABLE campaign_act (
  number    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  campaign  INTEGER NOT NULL REFERENCES campaign (number),
  kind      INTEGER NOT NULL,
  message   INTEGER NULL REFERENCES message (number),
  before    TEXT    NOT NULL,
  staff_id  BLOB    NULL REFERENCES staff_member (id),
  at        INTEGER NOT NULL,
  undone_at INTEGER NULL
) STRICT;

CREATE INDEX campaign_act_campaign ON campaign_act (campaign, number);

-- The office's standard replies: a letter that quotes one is an answer to it, and in no campaign.
CREATE TABLE own_text (
  number   INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  title    TEXT    NOT NULL CHECK (title <> ''),
  content  TEXT    NOT NULL CHECK (content <> ''),
  added_at INTEGER NOT NULL,
  staff_id BLOB    NULL REFERENCES staff_member (id)
) STRICT;

-- How many steps there are. Whoever adds some moves it on from where they stood, so that of two only one can.
CREATE TABLE grouping_head (
  position INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX grouping_head_is_alone ON grouping_head ((1));
INSERT INTO grouping_head (position) VALUES (0);
