-- A message that was seen at a source may be deleted there; it stays here. Since when its source has listed it no more.
ALTER TABLE sighting ADD COLUMN gone_at INTEGER NULL;

CREATE INDEX sighting_gone ON sighting (source, message) WHERE gone_at IS NOT NULL;

-- How a folder was when it was last compared as a whole, and what has changed since: with it a server that says what
-- vanished (QRESYNC) needs to be asked for nothing else. listed counts what is wanted and there, missing what of it isn't
-- here, lost what was deleted there before it could be fetched; compared_since is the cut-off day's number, 0 for none.
ALTER TABLE mailbox_folder ADD COLUMN listed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox_folder ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox_folder ADD COLUMN lost INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mailbox_folder ADD COLUMN compared_at INTEGER NULL;
ALTER TABLE mailbox_folder ADD COLUMN compared_since INTEGER NOT NULL DEFAULT 0;
