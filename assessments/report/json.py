"""The report as data: the texts that page and PDF show, and the exact numbers behind them."""

from __future__ import annotations

import json
from dataclasses import asdict

from assessments.models import compute_digest
from assessments.report.role_views import RoleViewsReport
from assessments.report.shapes import (
    CrossWalkReport,
    DimensionRow,
    LevelRow,
    ModelReport,
    NextStep,
    PracticeLine,
    Report,
)
from assessments.scoring import Json, cross_walk_to_dict, result_to_dict

FORMAT = 1


def to_json(report: Report) -> str:
    """The whole report as JSON text, with the hash of its content; the same report always gives the same text."""
    document = {"format": FORMAT, "hash": hash_report(report), **_to_dict(report)}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def hash_report(report: Report) -> str:
    """SHA-256, in hex, of the canonical JSON of everything that the report says. Charts add nothing to it."""
    text = json.dumps(_to_dict(report), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return compute_digest(text)


def _to_dict(report: Report) -> dict[str, Json]:
    # Left out where there are none: the hash of a report that was frozen before there were any stays what it was.
    views: dict[str, Json] = {"role_views": [_role_views(part) for part in report.role_views]}
    return {
        **(views if report.role_views else {}),
        "head": _plain(asdict(report.head)),
        "summary": _plain(asdict(report.summary)),
        "models": [_model(part) for part in report.models],
        "cross_walks": [_cross_walk(part) for part in report.cross_walks],
        "people": _plain(asdict(report.people, dict_factory=_leave_out_accounts)),
        "answers": [_plain(asdict(section, dict_factory=_leave_out_accounts)) for section in report.answers],
        "caveats": list(report.caveats),
        "glossary": [list(entry) for entry in report.glossary],
    }


def _model(part: ModelReport) -> dict[str, Json]:
    return {
        "key": part.key,
        "name": part.name,
        "version": part.number,
        "headline": _plain(asdict(part.headline)),
        "target": part.target,
        "baseline": _plain(asdict(part.baseline)) if part.baseline else None,
        "next_level": _next_step(part.next_step),
        "levels": [_level(row) for row in part.levels],
        "dimensions": [_dimension(row) for row in part.dimensions],
        "heat_map": _heat_map(part),
        "ability": [_dimension(row) for row in part.ability.rows] if part.ability else None,
        "not_in_place": _lines(part.not_in_place),
        "rules": [part.rules_note, *part.method],
        "source": _plain(asdict(part.source)),
        "result": result_to_dict(part.result),
    }


def _role_views(part: RoleViewsReport) -> dict[str, Json]:
    return {"key": part.key, "name": part.name, "roles": [_plain(asdict(line)) for line in part.lines]}


def _cross_walk(part: CrossWalkReport) -> dict[str, Json]:
    return {
        "title": part.title,
        "verdict": part.verdict,
        "models": list(part.models),
        "pairs": [_plain(asdict(pair)) for pair in part.pairs],
        "introduction": part.introduction,
        "causes": [_plain(asdict(cause)) for cause in part.causes],
        "obstacles": list(part.obstacles),
        "note": part.note,
        "reading": cross_walk_to_dict(part.reading),
    }


def _heat_map(part: ModelReport) -> dict[str, Json]:
    return {
        "levels": list(part.heat_levels),
        "rows": [
            {"dimension": row.label, "cells": [[cell.text, cell.count] for cell in row.cells]} for row in part.heat
        ],
    }


def _next_step(step: NextStep) -> dict[str, Json]:
    return {"sentence": step.sentence, "practices": _lines(step.practices), "obstacles": list(step.obstacles)}


def _level(row: LevelRow) -> Json:
    return _plain(asdict(row))


def _dimension(row: DimensionRow) -> Json:
    return _plain(asdict(row))


def _lines(lines: tuple[PracticeLine, ...]) -> list[Json]:
    return [_plain(asdict(line)) for line in lines]


def _leave_out_accounts(fields: list[tuple[str, object]]) -> dict[str, object]:
    """What the pages show. Whose a line is only serves erasing, and no hash depends on it."""
    return {name: value for name, value in fields if name != "account"}


def _plain(value: object) -> Json:
    """Nested tuples and mappings of texts as JSON values."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(item) for item in value]
    if value is None or isinstance(value, (bool, int, str)):
        return value
    raise TypeError(type(value))
