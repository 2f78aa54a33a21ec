"""Readers of scales and of model files: a version, the practices it introduces, and how it counts them."""

from __future__ import annotations

from assessments.exchange.fields import Fields
from assessments.exchange.format import (
    Content,
    CriterionContent,
    CrossWalkContent,
    DimensionContent,
    LevelContent,
    PointContent,
    PracticeContent,
    ScaleContent,
    VersionContent,
)
from assessments.exchange.knowledge import read_source

LONGEST_PRACTICE = 80
LONGEST_POINT = 40
HIGHEST_REVISION = 9999
HIGHEST_LEVEL = 99
MOST_PARTS = 100
LONGEST_GROUP = 120
SCOPES = ("organisation", "unit")
MEASURES = ("maturity", "ability")
LEVEL_SOURCES = ("published", "ours")


def read_scales(fields: Fields) -> Content:
    return Content(scales=tuple(_read_scale(item) for item in fields.items("scales")))


def read_model(fields: Fields) -> Content:
    """A model file: one version, and the scales and practice revisions that this file introduces."""
    model = fields.item("model")
    key = model.slug("key")
    name = model.text("name", longest=120)
    position = model.optional_number("position", lowest=0, highest=9999) or 0
    model_is_broken = model.where().broken
    scales = tuple(_read_scale(item) for item in fields.optional_items("scales", most=MOST_PARTS))
    practices = tuple(_read_practice(item) for item in fields.items("practices"))
    version = _read_version(fields, key, name, position, is_broken=model_is_broken)
    return Content(scales=scales, practices=practices, versions=(version,))


def _read_version(fields: Fields, model: str, name: str, position: int, *, is_broken: bool) -> VersionContent:
    head = fields.item("version")
    return VersionContent(
        model=model,
        name=name,
        position=position,
        number=head.text("number", longest=20),
        summary=head.text("summary"),
        level_word=head.optional_text("level_word", longest=30) or "Level",
        rules_note=head.optional_text("rules_note"),
        min_in_place=head.fraction("min_in_place"),
        max_not_applicable=head.fraction("max_not_applicable"),
        exceptions=head.optional_texts("exceptions"),
        **read_source(head),
        levels=tuple(_read_level(item) for item in fields.items("levels", most=MOST_PARTS)),
        dimensions=tuple(_read_dimension(item) for item in fields.items("dimensions", most=MOST_PARTS)),
        criteria=tuple(_read_criterion(item) for item in fields.items("criteria")),
        cross_walk=_read_cross_walk(head),
        where=head.where() if not is_broken else head.where().as_broken(),
    )


def _read_cross_walk(head: Fields) -> CrossWalkContent | None:
    fields = head.optional_item("cross_walk")
    if fields is None:
        return None
    return CrossWalkContent(
        model=fields.slug("model"),
        offset=fields.number("offset", lowest=-HIGHEST_LEVEL, highest=HIGHEST_LEVEL),
        source=fields.text("source", longest=300),
        where=fields.where(),
    )


def _read_scale(fields: Fields) -> ScaleContent:
    return ScaleContent(
        key=fields.slug("key"),
        name=fields.text("name", longest=120),
        summary=fields.optional_text("summary"),
        points=tuple(_read_point(item) for item in fields.items("points", most=MOST_PARTS)),
        in_place=fields.slug("in_place", longest=LONGEST_POINT),
        where=fields.where(),
    )


def _read_point(fields: Fields) -> PointContent:
    return PointContent(
        code=fields.slug("code", longest=LONGEST_POINT),
        name=fields.text("name", longest=60),
        description=fields.optional_text("description", longest=300),
        value=fields.fraction("value"),
        where=fields.where(),
    )


def _read_level(fields: Fields) -> LevelContent:
    return LevelContent(
        number=fields.number("number", lowest=0, highest=HIGHEST_LEVEL),
        name=fields.text("name", longest=120),
        aliases=fields.lines("aliases"),
        summary=fields.text("summary"),
        signs=fields.lines("signs"),
        where=fields.where(),
    )


def _read_dimension(fields: Fields) -> DimensionContent:
    return DimensionContent(
        key=fields.slug("key"),
        name=fields.text("name", longest=120),
        short_name=fields.text("short_name", longest=16),
        summary=fields.text("summary"),
        measures=fields.choice("measures", MEASURES),
        caption=fields.optional_text("caption", longest=300),
        exceptions=fields.optional_texts("exceptions"),
        group=fields.optional_text("group", longest=LONGEST_GROUP),
        where=fields.where(),
    )


def _read_practice(fields: Fields) -> PracticeContent:
    return PracticeContent(
        key=fields.slug("key", longest=LONGEST_PRACTICE),
        revision=fields.number("revision", lowest=1, highest=HIGHEST_REVISION),
        title=fields.text("title", longest=40),
        statement=fields.text("statement", longest=200),
        scale=fields.slug("scale"),
        scope=fields.choice("scope", SCOPES),
        provider=fields.slug("provider"),
        users=fields.slugs("users"),
        activity=fields.optional_slug("activity"),
        counts=fields.optional_text("counts"),
        does_not_count=fields.optional_text("does_not_count"),
        evidence=fields.texts("evidence"),
        who_knows=fields.optional_text("who_knows"),
        example=fields.optional_text("example"),
        source=fields.text("source", longest=300),
        paraphrase_tried=fields.flag("paraphrase_tried"),
        remarks=fields.optional_lines("remarks"),
        exceptions=fields.optional_texts("exceptions"),
        where=fields.where(),
    )


def _read_criterion(fields: Fields) -> CriterionContent:
    return CriterionContent(
        practice=fields.slug("practice", longest=LONGEST_PRACTICE),
        revision=fields.number("revision", lowest=1, highest=HIGHEST_REVISION),
        dimension=fields.slug("dimension"),
        level=fields.optional_number("level", lowest=0, highest=HIGHEST_LEVEL),
        weight=fields.fraction("weight"),
        key=fields.flag("key"),
        core=fields.flag("core"),
        may_not_apply=fields.flag("may_not_apply"),
        level_source=fields.choice("level_source", LEVEL_SOURCES),
        note=fields.optional_text("note", longest=300),
        group=fields.optional_text("group", longest=LONGEST_GROUP),
        where=fields.where(),
    )
