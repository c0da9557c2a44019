-- A letter whose campaign, or handling on the campaign's page, changed after it came to the workbench: looked at again.
-- Every change is a row of its own, so that whoever has looked removes only what they have seen.
CREATE TABLE post_again (
  number  bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message bigint NOT NULL
);

CREATE FUNCTION look_at_campaign_letter_again() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO post_again (message) VALUES (NEW.message);
  RETURN NULL;
END $$;

CREATE TRIGGER campaign_letter_is_looked_at_again AFTER UPDATE OF campaign, handling ON campaign_letter
FOR EACH ROW WHEN (NEW.campaign IS DISTINCT FROM OLD.campaign OR NEW.handling <> OLD.handling)
EXECUTE FUNCTION look_at_campaign_letter_again();

INSERT INTO post_again (message) SELECT message FROM post_item WHERE act IS NULL AND state <> 1;
DROP INDEX post_item_followed;
