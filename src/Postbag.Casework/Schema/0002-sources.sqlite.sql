-- What was said around a message and isn't in it: a delivery's sender and recipients, written as a mail server would have
-- written them above it (Return-Path, Delivered-To). Never part of the message's bytes, or of their hash.
ALTER TABLE sighting ADD COLUMN trace TEXT NULL;

-- How each source is: when it was last reached, and what the last reconciliation counted. One row a source, however many
-- messages it lists.
CREATE TABLE source_status (
  source        INTEGER NOT NULL PRIMARY KEY REFERENCES source (number),
  contact_at    INTEGER NULL,
  trouble       TEXT    NULL,
  reconciled_at INTEGER NULL,
  there         INTEGER NULL CHECK (there >= 0),
  here          INTEGER NULL CHECK (here >= 0),
  missing       INTEGER NULL CHECK (missing >= 0),
  note          TEXT    NULL,
  CHECK ((reconciled_at IS NULL) = (here IS NULL) AND (reconciled_at IS NULL) = (missing IS NULL))
) STRICT;

-- The first of those that were there and not here; source_status.missing says how many in all.
CREATE TABLE source_missing (
  source     INTEGER NOT NULL REFERENCES source (number),
  position   INTEGER NOT NULL,
  source_key TEXT    NOT NULL,
  why        TEXT    NOT NULL,
  PRIMARY KEY (source, position)
) STRICT, WITHOUT ROWID;

-- Deliveries that were answered for, counted in the transaction that stored them: their keys are 1, 2, 3, …
CREATE TABLE delivery_tally (
  source   INTEGER NOT NULL PRIMARY KEY REFERENCES source (number),
  accepted INTEGER NOT NULL CHECK (accepted >= 0)
) STRICT;
