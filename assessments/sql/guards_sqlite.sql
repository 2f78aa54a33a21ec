-- The guards of published content and of the trail, for SQLite.
-- Run again after every migration: SQLite drops a table's triggers when it remakes the table.
-- Statements are parted by lines that read "-- next"; each name starts with guard_.
-- next
DROP TRIGGER IF EXISTS guard_version_update;
-- next
CREATE TRIGGER guard_version_update BEFORE UPDATE ON assessments_modelversion FOR EACH ROW
WHEN (OLD.status = 'draft' AND NEW.status = 'retired')
  OR (OLD.status = 'published' AND NEW.status = 'draft')
  OR (OLD.status = 'retired' AND NEW.status <> 'retired')
  OR (OLD.status <> 'draft' AND (
    NEW.id,
    NEW.maturity_model_id,
    NEW.number,
    NEW.name,
    NEW.published_at,
    NEW.summary,
    NEW.level_word,
    NEW.rules_note,
    NEW.min_in_place,
    NEW.max_not_applicable,
    NEW.cross_walk_model,
    NEW.cross_walk_offset,
    NEW.cross_walk_source,
    NEW.exceptions,
    NEW.source,
    NEW.source_url,
    NEW.licence,
    NEW.attribution
  ) IS NOT (
    OLD.id,
    OLD.maturity_model_id,
    OLD.number,
    OLD.name,
    OLD.published_at,
    OLD.summary,
    OLD.level_word,
    OLD.rules_note,
    OLD.min_in_place,
    OLD.max_not_applicable,
    OLD.cross_walk_model,
    OLD.cross_walk_offset,
    OLD.cross_walk_source,
    OLD.exceptions,
    OLD.source,
    OLD.source_url,
    OLD.licence,
    OLD.attribution
  ))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_version_delete;
-- next
CREATE TRIGGER guard_version_delete BEFORE DELETE ON assessments_modelversion FOR EACH ROW
WHEN OLD.status <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_model_key;
-- next
CREATE TRIGGER guard_model_key BEFORE UPDATE ON assessments_maturitymodel FOR EACH ROW
WHEN OLD.key <> NEW.key AND EXISTS (
    SELECT 1 FROM assessments_modelversion AS version
    WHERE version.maturity_model_id = OLD.id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practice_key;
-- next
CREATE TRIGGER guard_practice_key BEFORE UPDATE ON assessments_practice FOR EACH ROW
WHEN OLD.key <> NEW.key AND EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.practice_id = OLD.id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_level_insert;
-- next
CREATE TRIGGER guard_level_insert BEFORE INSERT ON assessments_level FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = NEW.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_level_update;
-- next
CREATE TRIGGER guard_level_update BEFORE UPDATE ON assessments_level FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = OLD.version_id) <> 'draft'
  OR (SELECT status FROM assessments_modelversion WHERE id = NEW.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_level_delete;
-- next
CREATE TRIGGER guard_level_delete BEFORE DELETE ON assessments_level FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = OLD.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_dimension_insert;
-- next
CREATE TRIGGER guard_dimension_insert BEFORE INSERT ON assessments_dimension FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = NEW.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_dimension_update;
-- next
CREATE TRIGGER guard_dimension_update BEFORE UPDATE ON assessments_dimension FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = OLD.version_id) <> 'draft'
  OR (SELECT status FROM assessments_modelversion WHERE id = NEW.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_dimension_delete;
-- next
CREATE TRIGGER guard_dimension_delete BEFORE DELETE ON assessments_dimension FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = OLD.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_criterion_insert;
-- next
CREATE TRIGGER guard_criterion_insert BEFORE INSERT ON assessments_criterion FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = NEW.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_criterion_update;
-- next
CREATE TRIGGER guard_criterion_update BEFORE UPDATE ON assessments_criterion FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = OLD.version_id) <> 'draft'
  OR (SELECT status FROM assessments_modelversion WHERE id = NEW.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_criterion_delete;
-- next
CREATE TRIGGER guard_criterion_delete BEFORE DELETE ON assessments_criterion FOR EACH ROW
WHEN (SELECT status FROM assessments_modelversion WHERE id = OLD.version_id) <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_update;
-- next
CREATE TRIGGER guard_practicerevision_update BEFORE UPDATE ON assessments_practicerevision FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = OLD.id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_delete;
-- next
CREATE TRIGGER guard_practicerevision_delete BEFORE DELETE ON assessments_practicerevision FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = OLD.id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_users_insert;
-- next
CREATE TRIGGER guard_practicerevision_users_insert BEFORE INSERT ON assessments_practicerevision_users FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = NEW.practicerevision_id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_users_update;
-- next
CREATE TRIGGER guard_practicerevision_users_update BEFORE UPDATE ON assessments_practicerevision_users FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = OLD.practicerevision_id AND version.status <> 'draft')
  OR EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = NEW.practicerevision_id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_users_delete;
-- next
CREATE TRIGGER guard_practicerevision_users_delete BEFORE DELETE ON assessments_practicerevision_users FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_criterion AS criterion
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE criterion.revision_id = OLD.practicerevision_id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scale_update;
-- next
CREATE TRIGGER guard_scale_update BEFORE UPDATE ON assessments_scale FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = OLD.id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scale_delete;
-- next
CREATE TRIGGER guard_scale_delete BEFORE DELETE ON assessments_scale FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = OLD.id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scalepoint_insert;
-- next
CREATE TRIGGER guard_scalepoint_insert BEFORE INSERT ON assessments_scalepoint FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = NEW.scale_id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scalepoint_update;
-- next
CREATE TRIGGER guard_scalepoint_update BEFORE UPDATE ON assessments_scalepoint FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = OLD.scale_id AND version.status <> 'draft')
  OR EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = NEW.scale_id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scalepoint_delete;
-- next
CREATE TRIGGER guard_scalepoint_delete BEFORE DELETE ON assessments_scalepoint FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision AS revision
    JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
    JOIN assessments_modelversion AS version ON version.id = criterion.version_id
    WHERE revision.scale_id = OLD.scale_id AND version.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_trailentry_update;
-- next
CREATE TRIGGER guard_trailentry_update BEFORE UPDATE ON assessments_trailentry FOR EACH ROW
BEGIN
  SELECT RAISE(ABORT, 'the trail can only be added to');
END;
-- next
DROP TRIGGER IF EXISTS guard_trailentry_delete;
-- next
CREATE TRIGGER guard_trailentry_delete BEFORE DELETE ON assessments_trailentry FOR EACH ROW
BEGIN
  SELECT RAISE(ABORT, 'the trail can only be added to');
END;
-- next
DROP TRIGGER IF EXISTS guard_trailtext_update;
-- next
CREATE TRIGGER guard_trailtext_update BEFORE UPDATE ON assessments_trailtext FOR EACH ROW
WHEN NEW.body <> '' OR NEW.id <> OLD.id OR NEW.person <> OLD.person
BEGIN
  SELECT RAISE(ABORT, 'the trail can only be added to');
END;
-- next
DROP TRIGGER IF EXISTS guard_trailtext_delete;
-- next
CREATE TRIGGER guard_trailtext_delete BEFORE DELETE ON assessments_trailtext FOR EACH ROW
BEGIN
  SELECT RAISE(ABORT, 'the trail can only be added to');
END;
-- next
-- INSERT OR REPLACE deletes the rows that it replaces without firing their delete triggers, so it is met here.
DROP TRIGGER IF EXISTS guard_maturitymodel_replace;
-- next
CREATE TRIGGER guard_maturitymodel_replace BEFORE INSERT ON assessments_maturitymodel FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_maturitymodel AS old
    WHERE (old.id = NEW.id OR old.key = NEW.key)
    AND EXISTS (
      SELECT 1 FROM assessments_modelversion AS version
      WHERE version.maturity_model_id = old.id AND version.status <> 'draft'))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_modelversion_replace;
-- next
CREATE TRIGGER guard_modelversion_replace BEFORE INSERT ON assessments_modelversion FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_modelversion AS old
    WHERE (old.id = NEW.id OR (old.maturity_model_id = NEW.maturity_model_id AND old.number = NEW.number))
    AND old.status <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_level_replace;
-- next
CREATE TRIGGER guard_level_replace BEFORE INSERT ON assessments_level FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_level AS old
    WHERE (old.id = NEW.id OR (old.version_id = NEW.version_id AND old.number = NEW.number))
    AND (SELECT status FROM assessments_modelversion WHERE id = old.version_id) <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_dimension_replace;
-- next
CREATE TRIGGER guard_dimension_replace BEFORE INSERT ON assessments_dimension FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_dimension AS old
    WHERE (old.id = NEW.id OR (old.version_id = NEW.version_id AND old.key = NEW.key))
    AND (SELECT status FROM assessments_modelversion WHERE id = old.version_id) <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_criterion_replace;
-- next
CREATE TRIGGER guard_criterion_replace BEFORE INSERT ON assessments_criterion FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_criterion AS old
    WHERE (old.id = NEW.id OR (old.version_id = NEW.version_id AND old.revision_id = NEW.revision_id))
    AND (SELECT status FROM assessments_modelversion WHERE id = old.version_id) <> 'draft')
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practice_replace;
-- next
CREATE TRIGGER guard_practice_replace BEFORE INSERT ON assessments_practice FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practice AS old
    WHERE (old.id = NEW.id OR old.key = NEW.key)
    AND EXISTS (
      SELECT 1 FROM assessments_practicerevision AS revision
      JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
      JOIN assessments_modelversion AS version ON version.id = criterion.version_id
      WHERE revision.practice_id = old.id AND version.status <> 'draft'))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_replace;
-- next
CREATE TRIGGER guard_practicerevision_replace BEFORE INSERT ON assessments_practicerevision FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision AS old
    WHERE (old.id = NEW.id OR (old.practice_id = NEW.practice_id AND old.number = NEW.number))
    AND EXISTS (
      SELECT 1 FROM assessments_criterion AS criterion
      JOIN assessments_modelversion AS version ON version.id = criterion.version_id
      WHERE criterion.revision_id = old.id AND version.status <> 'draft'))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_practicerevision_users_replace;
-- next
CREATE TRIGGER guard_practicerevision_users_replace BEFORE INSERT ON assessments_practicerevision_users FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_practicerevision_users AS old
    WHERE (old.id = NEW.id OR (old.practicerevision_id = NEW.practicerevision_id AND old.role_id = NEW.role_id))
    AND EXISTS (
      SELECT 1 FROM assessments_criterion AS criterion
      JOIN assessments_modelversion AS version ON version.id = criterion.version_id
      WHERE criterion.revision_id = old.practicerevision_id AND version.status <> 'draft'))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scale_replace;
-- next
CREATE TRIGGER guard_scale_replace BEFORE INSERT ON assessments_scale FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_scale AS old
    WHERE (old.id = NEW.id OR old.key = NEW.key)
    AND EXISTS (
      SELECT 1 FROM assessments_practicerevision AS revision
      JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
      JOIN assessments_modelversion AS version ON version.id = criterion.version_id
      WHERE revision.scale_id = old.id AND version.status <> 'draft'))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_scalepoint_replace;
-- next
CREATE TRIGGER guard_scalepoint_replace BEFORE INSERT ON assessments_scalepoint FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_scalepoint AS old
    WHERE (old.id = NEW.id OR (old.scale_id = NEW.scale_id AND (old.code = NEW.code OR old.position = NEW.position)))
    AND EXISTS (
      SELECT 1 FROM assessments_practicerevision AS revision
      JOIN assessments_criterion AS criterion ON criterion.revision_id = revision.id
      JOIN assessments_modelversion AS version ON version.id = criterion.version_id
      WHERE revision.scale_id = old.scale_id AND version.status <> 'draft'))
BEGIN
  SELECT RAISE(ABORT, 'published content cannot change: clone the version instead');
END;
-- next
DROP TRIGGER IF EXISTS guard_trailentry_replace;
-- next
CREATE TRIGGER guard_trailentry_replace BEFORE INSERT ON assessments_trailentry FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_trailentry AS old
    WHERE (old.id = NEW.id OR old.change_id = NEW.change_id))
BEGIN
  SELECT RAISE(ABORT, 'the trail can only be added to');
END;
-- next
DROP TRIGGER IF EXISTS guard_trailtext_replace;
-- next
CREATE TRIGGER guard_trailtext_replace BEFORE INSERT ON assessments_trailtext FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_trailtext AS old
    WHERE (old.id = NEW.id))
BEGIN
  SELECT RAISE(ABORT, 'the trail can only be added to');
END;
-- next
DROP TRIGGER IF EXISTS guard_snapshot_update;
-- next
CREATE TRIGGER guard_snapshot_update BEFORE UPDATE ON assessments_snapshot FOR EACH ROW
BEGIN
  SELECT RAISE(ABORT, 'a snapshot cannot change');
END;
-- next
DROP TRIGGER IF EXISTS guard_snapshot_replace;
-- next
CREATE TRIGGER guard_snapshot_replace BEFORE INSERT ON assessments_snapshot FOR EACH ROW
WHEN EXISTS (
    SELECT 1 FROM assessments_snapshot AS old
    WHERE (old.id = NEW.id OR (old.assessment_id = NEW.assessment_id AND old.revision = NEW.revision)))
BEGIN
  SELECT RAISE(ABORT, 'a snapshot cannot change');
END;
