-- The index of PostgreSQL has no segments.
SELECT 1;
