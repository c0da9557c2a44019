-- The domains and addresses the office takes mail for, separated by spaces; empty if it hasn't said.
ALTER TABLE office ADD COLUMN mail_for text NOT NULL DEFAULT '' CHECK (length(mail_for) <= 10000);
