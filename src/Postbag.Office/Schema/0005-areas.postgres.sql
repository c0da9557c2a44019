ALTER TABLE office ADD COLUMN areas text NOT NULL DEFAULT '' CHECK (length(areas) <= 10000);
