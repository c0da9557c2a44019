CREATE TABLE job (
  id             BLOB    NOT NULL PRIMARY KEY CHECK (length(id) = 16),
  kind           TEXT    NOT NULL,
  payload        TEXT    NOT NULL,
  once_key       TEXT    NULL,
  state          TEXT    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  asked_by       BLOB    NULL REFERENCES staff_member (id),
  asked_at       INTEGER NOT NULL,
  due_at         INTEGER NOT NULL,
  attempts       INTEGER NOT NULL DEFAULT 0,
  runner         BLOB    NULL CHECK (length(runner) = 16),
  lease_until    INTEGER NULL,
  done           INTEGER NOT NULL DEFAULT 0,
  total          INTEGER NULL,
  note           TEXT    NULL,
  cancel_asked   INTEGER NOT NULL DEFAULT 0 CHECK (cancel_asked IN (0, 1)),
  outcome        TEXT    NULL,
  finished_at    INTEGER NULL,
  CHECK ((state = 'running') = (runner IS NOT NULL)),
  CHECK ((state = 'running') = (lease_until IS NOT NULL))
) STRICT;

-- What a runner looks for.
CREATE INDEX job_waiting ON job (due_at) WHERE state = 'waiting';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';

-- The same work is never queued twice at once.
CREATE UNIQUE INDEX job_once ON job (once_key) WHERE state IN ('waiting', 'running');
