-- The guards of published content and of the trail, for PostgreSQL.
-- Run again after every migration; running it twice changes nothing.
-- Statements are parted by lines that read "-- next"; each name starts with guard_.
-- next
CREATE OR REPLACE FUNCTION guard_refuse_content() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'published content cannot change: clone the version instead' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
-- next
CREATE OR REPLACE FUNCTION guard_refuse_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the trail can only be added to' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
-- next
CREATE OR REPLACE FUNCTION guard_refuse_snapshot() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a snapshot cannot change' USING ERRCODE = 'integrity_constraint_violation';
END;
$$;
-- next
CREATE OR REPLACE FUNCTION guard_version_is_frozen(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE((SELECT status FROM assessments_modelversion WHERE id = $1) <> 'draft', false);
$$;
-- next
CREATE OR REPLACE FUNCTION guard_revision_is_frozen(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE(EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = $1 AND version.status <> 'draft'), false);
$$;
-- next
CREATE OR REPLACE FUNCTION guard_scale_is_frozen(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE(EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = $1 AND version.status <> 'draft'), false);
$$;
-- next
CREATE OR REPLACE FUNCTION guard_practice_is_frozen(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE(EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.practice_id = $1 AND version.status <> 'draft'), false);
$$;
-- next
CREATE OR REPLACE FUNCTION guard_model_is_frozen(bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT COALESCE(EXISTS (
    SELECT 1 FROM assessments_modelversion AS version
    WHERE version.maturity_model_id = $1 AND version.status <> 'draft'), false);
$$;
-- next
CREATE OR REPLACE TRIGGER guard_version_update BEFORE UPDATE ON assessments_modelversion FOR EACH ROW
WHEN ((OLD.status = 'draft' AND NEW.status = 'retired')
  OR (OLD.status = 'published' AND NEW.status = 'draft')
  OR (OLD.status = 'retired' AND NEW.status <> 'retired')
  OR (OLD.status <> 'draft' AND (to_jsonb(NEW) - 'status') IS DISTINCT FROM (to_jsonb(OLD) - 'status')))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_version_delete BEFORE DELETE ON assessments_modelversion FOR EACH ROW
WHEN (OLD.status <> 'draft')
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_model_key BEFORE UPDATE ON assessments_maturitymodel FOR EACH ROW
WHEN (OLD.key <> NEW.key AND guard_model_is_frozen(OLD.id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practice_key BEFORE UPDATE ON assessments_practice FOR EACH ROW
WHEN (OLD.key <> NEW.key AND guard_practice_is_frozen(OLD.id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_level_insert BEFORE INSERT ON assessments_level FOR EACH ROW
WHEN (guard_version_is_frozen(NEW.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_level_update BEFORE UPDATE ON assessments_level FOR EACH ROW
WHEN (guard_version_is_frozen(OLD.version_id) OR guard_version_is_frozen(NEW.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_level_delete BEFORE DELETE ON assessments_level FOR EACH ROW
WHEN (guard_version_is_frozen(OLD.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_dimension_insert BEFORE INSERT ON assessments_dimension FOR EACH ROW
WHEN (guard_version_is_frozen(NEW.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_dimension_update BEFORE UPDATE ON assessments_dimension FOR EACH ROW
WHEN (guard_version_is_frozen(OLD.version_id) OR guard_version_is_frozen(NEW.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_dimension_delete BEFORE DELETE ON assessments_dimension FOR EACH ROW
WHEN (guard_version_is_frozen(OLD.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_criterion_insert BEFORE INSERT ON assessments_criterion FOR EACH ROW
WHEN (guard_version_is_frozen(NEW.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_criterion_update BEFORE UPDATE ON assessments_criterion FOR EACH ROW
WHEN (guard_version_is_frozen(OLD.version_id) OR guard_version_is_frozen(NEW.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_criterion_delete BEFORE DELETE ON assessments_criterion FOR EACH ROW
WHEN (guard_version_is_frozen(OLD.version_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_update BEFORE UPDATE ON assessments_practicerevision FOR EACH ROW
WHEN (guard_revision_is_frozen(OLD.id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_delete BEFORE DELETE ON assessments_practicerevision FOR EACH ROW
WHEN (guard_revision_is_frozen(OLD.id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_users_insert BEFORE INSERT ON assessments_practicerevision_users FOR EACH ROW
WHEN (guard_revision_is_frozen(NEW.practicerevision_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_users_update BEFORE UPDATE ON assessments_practicerevision_users FOR EACH ROW
WHEN (guard_revision_is_frozen(OLD.practicerevision_id) OR guard_revision_is_frozen(NEW.practicerevision_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_users_delete BEFORE DELETE ON assessments_practicerevision_users FOR EACH ROW
WHEN (guard_revision_is_frozen(OLD.practicerevision_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scale_update BEFORE UPDATE ON assessments_scale FOR EACH ROW
WHEN (guard_scale_is_frozen(OLD.id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scale_delete BEFORE DELETE ON assessments_scale FOR EACH ROW
WHEN (guard_scale_is_frozen(OLD.id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scalepoint_insert BEFORE INSERT ON assessments_scalepoint FOR EACH ROW
WHEN (guard_scale_is_frozen(NEW.scale_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scalepoint_update BEFORE UPDATE ON assessments_scalepoint FOR EACH ROW
WHEN (guard_scale_is_frozen(OLD.scale_id) OR guard_scale_is_frozen(NEW.scale_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scalepoint_delete BEFORE DELETE ON assessments_scalepoint FOR EACH ROW
WHEN (guard_scale_is_frozen(OLD.scale_id))
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_trailentry_update BEFORE UPDATE ON assessments_trailentry FOR EACH ROW
EXECUTE FUNCTION guard_refuse_trail();
-- next
CREATE OR REPLACE TRIGGER guard_trailentry_delete BEFORE DELETE ON assessments_trailentry FOR EACH ROW
EXECUTE FUNCTION guard_refuse_trail();
-- next
CREATE OR REPLACE TRIGGER guard_trailtext_update BEFORE UPDATE ON assessments_trailtext FOR EACH ROW
WHEN (NEW.body <> '' OR NEW.id <> OLD.id OR NEW.person <> OLD.person)
EXECUTE FUNCTION guard_refuse_trail();
-- next
CREATE OR REPLACE TRIGGER guard_trailtext_delete BEFORE DELETE ON assessments_trailtext FOR EACH ROW
EXECUTE FUNCTION guard_refuse_trail();
-- next
CREATE OR REPLACE TRIGGER guard_modelversion_truncate BEFORE TRUNCATE ON assessments_modelversion
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_level_truncate BEFORE TRUNCATE ON assessments_level
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_dimension_truncate BEFORE TRUNCATE ON assessments_dimension
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_criterion_truncate BEFORE TRUNCATE ON assessments_criterion
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_truncate BEFORE TRUNCATE ON assessments_practicerevision
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_practicerevision_users_truncate BEFORE TRUNCATE ON assessments_practicerevision_users
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scale_truncate BEFORE TRUNCATE ON assessments_scale
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_scalepoint_truncate BEFORE TRUNCATE ON assessments_scalepoint
EXECUTE FUNCTION guard_refuse_content();
-- next
CREATE OR REPLACE TRIGGER guard_trailentry_truncate BEFORE TRUNCATE ON assessments_trailentry
EXECUTE FUNCTION guard_refuse_trail();
-- next
CREATE OR REPLACE TRIGGER guard_trailtext_truncate BEFORE TRUNCATE ON assessments_trailtext
EXECUTE FUNCTION guard_refuse_trail();
-- next
CREATE OR REPLACE TRIGGER guard_snapshot_update BEFORE UPDATE ON assessments_snapshot FOR EACH ROW
EXECUTE FUNCTION guard_refuse_snapshot();
-- next
CREATE OR REPLACE TRIGGER guard_snapshot_truncate BEFORE TRUNCATE ON assessments_snapshot
EXECUTE FUNCTION guard_refuse_snapshot();
