-- What the running product may do. Run by ospo_owner after every migration; running it twice changes nothing.
--
--     psql --file deploy/grants.sql "postgres://ospo_owner:…@HOST/ospo"

GRANT USAGE ON SCHEMA public TO ospo_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ospo_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO ospo_app;

-- The trail is added to and read. Nothing else.
REVOKE UPDATE, DELETE, TRUNCATE ON assessments_trailentry FROM ospo_app;

-- A text of the trail can be blanked, when its author is erased; the guard refuses every other new text.
REVOKE UPDATE, DELETE, TRUNCATE ON assessments_trailtext FROM ospo_app;
GRANT UPDATE (body) ON assessments_trailtext TO ospo_app;

-- The report of a finalised assessment is never changed. Erasing a person puts another one in its place.
REVOKE UPDATE, TRUNCATE ON assessments_snapshot FROM ospo_app;

-- What was migrated is the owner's business.
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM ospo_app;
