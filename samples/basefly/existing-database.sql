-- A database that has been running for a while without any migration history: the baseline's tables with
-- data in them, and no "_prisma_migrations". Run by psql, in an empty database, from any folder:
--   psql -v ON_ERROR_STOP=1 -f existing-database.sql
\ir prisma/migrations/20240101_baseline_existing_schema/migration.sql
\ir seed.sql
