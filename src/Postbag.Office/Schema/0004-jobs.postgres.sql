CREATE TABLE job (
  id             uuid    NOT NULL PRIMARY KEY,
  kind           text    NOT NULL,
  payload        text    NOT NULL,
  once_key       text    NULL,
  state          text    NOT NULL CHECK (state IN ('waiting', 'running', 'done', 'failed', 'cancelled')),
  asked_by       uuid    NULL REFERENCES staff_member (id),
  asked_at       bigint NOT NULL,
  due_at         bigint NOT NULL,
  attempts       integer NOT NULL DEFAULT 0,
  runner         uuid    NULL,
  lease_until    bigint NULL,
  done           bigint NOT NULL DEFAULT 0,
  total          bigint NULL,
  note           text    NULL,
  cancel_asked   boolean NOT NULL DEFAULT false,
  outcome        text    NULL,
  finished_at    bigint NULL,
  CHECK ((state = 'running') = (runner IS NOT NULL)),
  CHECK ((state = 'running') = (lease_until IS NOT NULL))
);

-- What a runner looks for.
CREATE INDEX job_waiting ON job (due_at) WHERE state = 'waiting';
CREATE INDEX job_running ON job (lease_until) WHERE state = 'running';

-- The same work is never queued twice at once.
CREATE UNIQUE INDEX job_once ON job (once_key) WHERE state IN ('waiting', 'running');
