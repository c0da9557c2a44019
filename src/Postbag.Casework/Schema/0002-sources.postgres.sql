-- What was said around a message and isn't in it: a delivery's sender and recipients, written as a mail server would have
-- written them above it (Return-Path, Delivered-To). Never part of the message's bytes, or of their hash.
ALTER TABLE sighting ADD COLUMN trace text NULL;

-- How each source is: when it was last reached, and what the last reconciliation counted. One row a source, however many
-- messages it lists.
CREATE TABLE source_status (
  source        bigint NOT NULL PRIMARY KEY REFERENCES source (number),
  contact_at    bigint NULL,
  trouble       text   NULL,
  reconciled_at bigint NULL,
  there         bigint NULL CHECK (there >= 0),
  here          bigint NULL CHECK (here >= 0),
  missing       bigint NULL CHECK (missing >= 0),
  note          text   NULL,
  CHECK ((reconciled_at IS NULL) = (here IS NULL) AND (reconciled_at IS NULL) = (missing IS NULL))
);

-- The first of those that were there and not here; source_status.missing says how many in all.
CREATE TABLE source_missing (
  source     bigint NOT NULL REFERENCES source (number),
  position   integer NOT NULL,
  source_key text   NOT NULL,
  why        text   NOT NULL,
  PRIMARY KEY (source, position)
);

-- Deliveries that were answered for, counted in the transaction that stored them: their keys are 1, 2, 3, …
CREATE TABLE delivery_tally (
  source   bigint NOT NULL PRIMARY KEY REFERENCES source (number),
  accepted bigint NOT NULL CHECK (accepted >= 0)
);
