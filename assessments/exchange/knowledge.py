"""Readers of the body of knowledge: roles, risks, activities and guides."""

from __future__ import annotations

from typing import TypedDict

from assessments.exchange.fields import Fields
from assessments.exchange.format import (
    ActivityContent,
    Content,
    ExpectationContent,
    GuideContent,
    RiskContent,
    RoleContent,
)

LOWEST, HIGHEST = 1, 5
ROLE_KINDS = ("answering", "reading")
GUIDE_KINDS = (
    "structure",
    "staffing",
    "compliance-team",
    "hat",
    "characteristic",
    "strategy",
    "challenge",
    "education",
    "responsibility",
)


class Source(TypedDict):
    """The keys of everything that names its source."""

    source: str
    source_url: str
    licence: str
    attribution: str


def read_source(fields: Fields) -> Source:
    return Source(
        source=fields.text("source", longest=300),
        source_url=fields.address("source_url"),
        licence=fields.optional_text("licence", longest=60),
        attribution=fields.optional_text("attribution"),
    )


def read_roles(fields: Fields) -> Content:
    return Content(roles=tuple(_read_role(item) for item in fields.items("roles")))


def read_risks(fields: Fields) -> Content:
    return Content(risks=tuple(_read_risk(item) for item in fields.items("risks")))


def read_activities(fields: Fields) -> Content:
    return Content(activities=tuple(_read_activity(item) for item in fields.items("activities")))


def read_guides(fields: Fields) -> Content:
    return Content(guides=tuple(_read_guide(item) for item in fields.items("guides")))


def _read_role(fields: Fields) -> RoleContent:
    return RoleContent(
        key=fields.slug("key"),
        name=fields.text("name", longest=120),
        kind=fields.choice("kind", ROLE_KINDS),
        aliases=fields.lines("aliases"),
        summary=fields.text("summary"),
        engagement=fields.text("engagement"),
        objectives=fields.lines("objectives"),
        challenges=fields.lines("challenges"),
        works_with=fields.slugs("works_with"),
        reports_to=fields.slugs("reports_to"),
        calls_to_action=fields.lines("calls_to_action"),
        traits=fields.optional_lines("traits"),
        **read_source(fields),
        expectations=tuple(
            sorted((_read_expectation(item) for item in fields.items("expectations")), key=lambda item: item.level)
        ),
        where=fields.where(),
    )


def _read_expectation(fields: Fields) -> ExpectationContent:
    return ExpectationContent(
        level=fields.number("level", lowest=LOWEST, highest=HIGHEST),
        structure=fields.optional_text("structure", longest=60),
        state=fields.text("state"),
        responsibilities=fields.lines("responsibilities"),
        encouraged=fields.lines("encouraged"),
        source=fields.optional_text("source", longest=300),
        where=fields.where(),
    )


def _read_risk(fields: Fields) -> RiskContent:
    return RiskContent(
        key=fields.slug("key"),
        name=fields.text("name", longest=120),
        summary=fields.text("summary"),
        raised_by=fields.lines("raised_by"),
        lowered_by=fields.lines("lowered_by"),
        **read_source(fields),
        where=fields.where(),
    )


def _read_activity(fields: Fields) -> ActivityContent:
    return ActivityContent(
        key=fields.slug("key"),
        name=fields.text("name", longest=120),
        level=fields.number("level", lowest=LOWEST, highest=HIGHEST),
        overview=fields.flag("overview"),
        summary=fields.text("summary"),
        why=fields.optional_text("why"),
        how=fields.lines("how"),
        roles=fields.slugs("roles"),
        risks=fields.slugs("risks"),
        **read_source(fields),
        where=fields.where(),
    )


def _read_guide(fields: Fields) -> GuideContent:
    return GuideContent(
        key=fields.slug("key"),
        kind=fields.choice("kind", GUIDE_KINDS),
        name=fields.text("name", longest=120),
        aliases=fields.optional_lines("aliases"),
        summary=fields.text("summary"),
        body=fields.optional_text("body"),
        points=fields.optional_lines("points"),
        action_items=fields.optional_lines("action_items"),
        cautions=fields.optional_lines("cautions"),
        roles=fields.optional_slugs("roles"),
        activities=fields.optional_slugs("activities"),
        **read_source(fields),
        where=fields.where(),
    )
