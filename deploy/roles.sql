-- The two roles of a production database. Run once, as a superuser of the server:
--
--     psql --file deploy/roles.sql postgres
--
-- Both get their passwords afterwards: \password ospo_owner, \password ospo_app.
-- See deploy/postgresql.md.

-- Owns everything, and only migrates: never in the environment of a web process.
CREATE ROLE ospo_owner LOGIN;
-- What the product runs as. It owns nothing, so it can change no table, no trigger and no grant.
CREATE ROLE ospo_app LOGIN;
