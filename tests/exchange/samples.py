"""A small set of content that is right in every respect, as plain data for tests to break."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assessments.exchange import Code, Content, Problems, check_content, read_folder

Files = dict[str, dict[str, Any]]
SOURCE = {"source": "ours", "source_url": "", "licence": "CC-BY-4.0", "attribution": "Ours."}


def make_files() -> Files:
    """Two scales, three roles, a risk, an activity, a guide, and a model of two stages that counts three practices."""
    return {
        "scales.yaml": {"format": 1, "kind": "scales", "scales": [make_practice_scale(), make_fact_scale()]},
        "roles.yaml": {
            "format": 1,
            "kind": "roles",
            "roles": [make_role("developer"), make_role("legal-counsel"), make_role("ceo-board", kind="reading")],
        },
        "risks.yaml": {"format": 1, "kind": "risks", "risks": [make_risk()]},
        "activities.yaml": {"format": 1, "kind": "activities", "activities": [make_activity()]},
        "guides.yaml": {"format": 1, "kind": "guides", "guides": [make_guide()]},
        "models/stages.yaml": make_model(),
    }


def make_practice_scale() -> dict[str, Any]:
    codes = ("not-done", "individual", "partial", "standard", "checked", "improved")
    values = ("0", "1/5", "2/5", "3/5", "4/5", "1")
    points = [make_point(code, value) for code, value in zip(codes, values, strict=True)]
    return {"key": "practice", "name": "Practice", "summary": "How far.", "points": points, "in_place": "standard"}


def make_fact_scale() -> dict[str, Any]:
    points = [make_point("no", "0"), make_point("partly", "1/2"), make_point("yes", "1")]
    return {"key": "fact", "name": "Fact", "summary": "Is it so?", "points": points, "in_place": "yes"}


def make_point(code: str, value: str) -> dict[str, Any]:
    return {"code": code, "name": code.title(), "description": f"It is {code}.", "value": value}


def make_role(key: str, kind: str = "answering") -> dict[str, Any]:
    expectation = {
        "level": 1,
        "structure": "Ad hoc",
        "state": "Nobody asks.",
        "responsibilities": ["Looks", "Asks"],
        "encouraged": [],
        "source": "ours",
    }
    return {
        "key": key,
        "name": key.title(),
        "kind": kind,
        "aliases": ["Alias"],
        "summary": "Who this is.",
        "engagement": "How it meets open source.",
        "objectives": ["One", "Two"],
        "challenges": [],
        "works_with": ["legal-counsel"] if key == "developer" else [],
        "reports_to": ["ceo-board"],
        "calls_to_action": [],
        "traits": ["Patience"],
        **SOURCE,
        "expectations": [expectation],
    }


def make_risk() -> dict[str, Any]:
    return {
        "key": "legal",
        "name": "Legal",
        "summary": "A claim.",
        "raised_by": ["Haste"],
        "lowered_by": ["Care", "Time"],
        "source": "ours",
    }


def make_activity() -> dict[str, Any]:
    return {
        "key": "licence-management",
        "name": "Licence management",
        "level": 2,
        "overview": False,
        "summary": "Know the licences.",
        "why": "To keep to them.",
        "how": ["List", "Read"],
        "roles": ["developer", "legal-counsel"],
        "risks": ["legal"],
        "source": "ours",
        "source_url": "https://example.org/activity",
    }


def make_guide(key: str = "structure-virtual", kind: str = "structure") -> dict[str, Any]:
    return {
        "key": key,
        "kind": kind,
        "name": "Virtual office",
        "aliases": ["Committee"],
        "summary": "A head without staff.",
        "body": "Members stay where they are.\n\nThey meet.",
        "points": ["Few people", "Much goodwill"],
        "action_items": ["Agree on time"],
        "cautions": ["Busy weeks"],
        "roles": ["developer", "legal-counsel"],
        "activities": ["licence-management"],
        **SOURCE,
    }


def make_model(key: str = "stages", number: str = "1.0") -> dict[str, Any]:
    return {
        "format": 1,
        "kind": "model",
        "model": {"key": key, "name": "The stages"},
        "version": {
            "number": number,
            "summary": "Two stages.",
            "level_word": "Stage",
            "rules_note": "The rules are ours.",
            "min_in_place": "3/4",
            "max_not_applicable": "1/4",
            **SOURCE,
        },
        "levels": [make_level(0), make_level(1)],
        "dimensions": [make_dimension("licences"), make_dimension("means", measures="ability")],
        "practices": [make_practice("review"), make_practice("list"), make_practice("budget", scale="fact")],
        "criteria": [
            make_criterion("review", key=True, core=True),
            make_criterion("list"),
            make_criterion("budget", dimension="means", level=None),
        ],
    }


def make_level(number: int) -> dict[str, Any]:
    return {"number": number, "name": f"Stage {number}", "aliases": [], "summary": "A rung.", "signs": ["A sign"]}


def make_dimension(key: str, measures: str = "maturity") -> dict[str, Any]:
    texts = {"name": key.title(), "short_name": key, "summary": "An axis.", "caption": ""}
    return {"key": key, **texts, "measures": measures}


def make_practice(key: str, scale: str = "practice") -> dict[str, Any]:
    codes = ("individual", "standard", "improved") if scale == "practice" else ("partly", "yes")
    return {
        "key": key,
        "revision": 1,
        "title": key.title(),
        "statement": f"We look after the {key} of our components before our code uses it.",
        "scale": scale,
        "scope": "unit",
        "provider": "developer",
        "users": ["legal-counsel"],
        "activity": "licence-management",
        "counts": "A note.",
        "does_not_count": "A plan.",
        "evidence": {code: f"A record of {code}." for code in codes},
        "who_knows": "The developers.",
        "example": "A bakery.",
        "source": "ours",
        "paraphrase_tried": False,
    }


def make_criterion(practice: str, **values: Any) -> dict[str, Any]:
    counted = {"practice": practice, "revision": 1, "dimension": "licences", "level": 1, "weight": "1", "key": False}
    marks = {"core": False, "may_not_apply": False, "level_source": "published", "note": ""}
    return {**counted, **marks, **values}


def write_files(folder: Path, files: Files) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return folder


def read_files(folder: Path, files: Files) -> tuple[Content | None, Problems]:
    """The written and read files, checked when they could be read."""
    problems = Problems()
    content = read_folder(write_files(folder, files), problems)
    if content is not None:
        check_content(content, problems)
    return content, problems


def list_findings(problems: Problems) -> list[tuple[Code, str]]:
    return [(problem.code, problem.where.path) for problem in problems]
