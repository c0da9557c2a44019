-- What waits, whichever its pile, and what is parked, in the order of arrival.
CREATE INDEX post_item_in_order ON post_item (place) WHERE state = 0;
CREATE INDEX post_item_parked_in_order ON post_item (place) WHERE state = 1;
-- The oldest that waits.
CREATE INDEX post_item_oldest ON post_item (pile, came_at) WHERE state = 0;

-- How many letters of each campaign wait, kept true by triggers: whoever moves an item need not know of it.
CREATE TABLE post_fold (
  campaign integer NOT NULL PRIMARY KEY,
  waiting  bigint  NOT NULL CHECK (waiting >= 0)
);

INSERT INTO post_fold (campaign, waiting)
SELECT campaign, count(*) FROM post_item WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL GROUP BY campaign;

-- Once a statement: an act on ten thousand letters of a campaign would else change one row ten thousand times.
CREATE FUNCTION post_fold_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO post_fold (campaign, waiting)
  SELECT campaign, count(*) FROM came WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL GROUP BY campaign
  ON CONFLICT (campaign) DO UPDATE SET waiting = post_fold.waiting + excluded.waiting;
  RETURN NULL;
END $$;

CREATE FUNCTION post_fold_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO post_fold (campaign, waiting)
  SELECT DISTINCT campaign, 0 FROM now_there WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL
  ON CONFLICT (campaign) DO NOTHING;
  UPDATE post_fold SET waiting = post_fold.waiting + moved.items
  FROM (
    SELECT campaign, sum(items) AS items FROM (
      SELECT campaign, 1 AS items FROM now_there WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL
      UNION ALL
      SELECT campaign, -1 FROM was_there WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL) each_item
    GROUP BY campaign HAVING sum(items) <> 0) moved
  WHERE post_fold.campaign = moved.campaign;
  RETURN NULL;
END $$;

CREATE FUNCTION post_fold_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE post_fold SET waiting = post_fold.waiting - gone.items
  FROM (SELECT campaign, count(*) AS items FROM was_there WHERE state = 0 AND pile = 5 AND campaign IS NOT NULL GROUP BY campaign) gone
  WHERE post_fold.campaign = gone.campaign;
  RETURN NULL;
END $$;

CREATE TRIGGER post_fold_came AFTER INSERT ON post_item
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION post_fold_came();
CREATE TRIGGER post_fold_moved AFTER UPDATE ON post_item
  REFERENCING OLD TABLE AS was_there NEW TABLE AS now_there FOR EACH STATEMENT EXECUTE FUNCTION post_fold_moved();
CREATE TRIGGER post_fold_gone AFTER DELETE ON post_item
  REFERENCING OLD TABLE AS was_there FOR EACH STATEMENT EXECUTE FUNCTION post_fold_gone();
