"""Bringing in the file of one model version: looked at first, then stored as a draft, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from assessments.actions.clone import count_on
from assessments.actions.insert_content import insert_content
from assessments.exchange import Content, ContentError, DraftPlan, Problem, Problems, check_draft, plan_draft, read_file
from assessments.exchange.codes import Code
from assessments.exchange.problems import Where
from assessments.models import ModelVersion
from assessments.queries.content import load_content_set
from roles.history import IMPORTED, record_missing_history


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What importing would do, and the warnings about the file, which block nothing."""

    plan: DraftPlan
    warnings: tuple[Problem, ...]


def preview_import(*, data: bytes, file: str) -> Preview:
    """Look at a file; `file` is how problems call it. Raises `ContentError` with every error. Writes nothing."""
    problems = Problems()
    content = read_file(data, file=file, problems=problems)
    if content is not None and not content.versions:
        problems.add(Code.NOT_A_MODEL, Where(file=file, path="kind"))
    if content is None or not content.versions:
        raise ContentError(problems.errors)
    stored = load_content_set()
    check_draft(content, stored, problems)
    if problems.errors:
        raise ContentError(problems.errors)
    return Preview(plan=plan_draft(content, stored, number=_choose_number(content, stored)), warnings=problems.warnings)


def import_model(*, data: bytes, file: str) -> tuple[ModelVersion, Preview]:
    """Store the file as a new draft. Raises `ContentError` as above and then changes nothing."""
    try:
        return _store(data, file)
    except IntegrityError:
        # Somebody stored the same keys between our look and our insert; now they are there to be seen.
        return _store(data, file)


@transaction.atomic
def _store(data: bytes, file: str) -> tuple[ModelVersion, Preview]:
    preview = preview_import(data=data, file=file)
    versions = insert_content(preview.plan.fresh, order=preview.plan.fresh)
    record_missing_history(reason=IMPORTED)
    return versions[0], preview


def _choose_number(content: Content, stored: Content) -> str:
    version = content.versions[0]
    taken = {item.number for item in stored.versions if item.model == version.model}
    return count_on(version.number, taken) if version.number in taken else version.number
