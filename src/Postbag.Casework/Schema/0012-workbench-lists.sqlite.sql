-- What waits, whichever its pile, and what is parked, in the order of arrival.
CREATE INDEX post_item_in_order ON post_item (place) WHERE state = 0;
CREATE INDEX post_item_parked_in_order ON post_item (place) WHERE state = 1;
-- The oldest that waits.
CREATE INDEX post_item_oldest ON post_item (pile, came_at) WHERE state = 0;

-- How many letters of each campaign wait, kept true by triggers: whoever moves an item need not know of it.
CREATE TABLE post_fold (
  campaign INTEGER NOT NULL PRIMARY KEY,
  waiting  INTEGER NOT NULL CHECK (waiting >= 0)
) STRICT;

INSERT INTO post_fold (campaign, waiting)
SELECT campaign, count(*) FROM post_item WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL GROUP BY campaign;

CREATE TRIGGER post_fold_came AFTER INSERT ON post_item
WHEN new.state = 0 AND new.pile = 5 AND new.campaign IS NOT NULL
BEGIN
  INSERT INTO post_fold (campaign, waiting) VALUES (new.campaign, 1)
  ON CONFLICT (campaign) DO UPDATE SET waiting = post_fold.waiting + 1;
END;

CREATE TRIGGER post_fold_left AFTER UPDATE OF state, pile, campaign ON post_item
WHEN old.state = 0 AND old.pile = 5 AND old.campaign IS NOT NULL
BEGIN
  UPDATE post_fold SET waiting = waiting - 1 WHERE campaign = old.campaign;
END;

CREATE TRIGGER post_fold_joined AFTER UPDATE OF state, pile, campaign ON post_item
WHEN new.state = 0 AND new.pile = 5 AND new.campaign IS NOT NULL
BEGIN
  INSERT INTO post_fold (campaign, waiting) VALUES (new.campaign, 1)
  ON CONFLICT (campaign) DO UPDATE SET waiting = post_fold.waiting + 1;
END;

CREATE TRIGGER post_fold_gone AFTER DELETE ON post_item
WHEN old.state = 0 AND old.pile = 5 AND old.campaign IS NOT NULL
BEGIN
  UPDATE post_fold SET waiting = waiting - 1 WHERE campaign = old.campaign;
END;
