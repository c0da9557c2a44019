-- A lesson comes of an act, and is taken back with it: by a lesson that undoes it, so that every process hears of it in its turn.
ALTER TABLE label_lesson ADD COLUMN act bigint NULL REFERENCES post_act (number);
-- The label before it; null for none.
ALTER TABLE label_lesson ADD COLUMN was text NULL;
ALTER TABLE label_lesson ADD COLUMN undoes bigint NULL REFERENCES label_lesson (number);

CREATE INDEX label_lesson_act ON label_lesson (act) WHERE act IS NOT NULL;
CREATE UNIQUE INDEX label_lesson_undone ON label_lesson (undoes) WHERE undoes IS NOT NULL;
