-- A letter whose campaign, or handling on the campaign's page, changed after it came to the workbench: looked at again.
-- Every change is a row of its own, so that whoever has looked removes only what they have seen.
CREATE TABLE post_again (
  number  INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL
) STRICT;

CREATE TRIGGER campaign_letter_is_looked_at_again AFTER UPDATE OF campaign, handling ON campaign_letter
WHEN NEW.campaign IS NOT OLD.campaign OR NEW.handling <> OLD.handling
BEGIN
  INSERT INTO post_again (message) VALUES (NEW.message);
END;

INSERT INTO post_again (message) SELECT message FROM post_item WHERE act IS NULL AND state <> 1;
DROP INDEX post_item_followed;
