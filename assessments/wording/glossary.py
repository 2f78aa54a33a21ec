"""The words of this product in plain language, for the people who are asked. Design.md 2 has the exact meanings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

# FINOS's names for the steps that the points of the practice scale correspond to, by the code of the point.
FINOS_STEPS = {
    "not-done": "unaware",
    "individual": "initial",
    "partial": "managed",
    "standard": "defined",
    "checked": "quantitative",
    "improved": "optimised",
}


class Term(NamedTuple):
    """A word with its anchor on the page."""

    key: str
    word: str | _StrPromise
    meaning: str | _StrPromise


class Theme(NamedTuple):
    key: str
    title: str | _StrPromise
    terms: tuple[Term, ...]


TAKING_PART = (
    Term("organisation", _("Organisation and unit"), _("Your company or agency, and a part of it.")),
    Term(
        "assessment",
        _("Assessment"),
        _("One look at one unit: what is asked, who answers and what they said, as of a date."),
    ),
    Term("cycle", _("Cycle"), _("The round that an assessment belongs to, such as 2026 H2.")),
    Term(
        "inherited",
        _("Inherited answer"),
        _("What the whole organisation answered to a practice about all of it; units take it over."),
    ),
    Term("target", _("Target"), _("The level of a model that a unit aims at.")),
    Term("participant", _("Participant"), _("A person who answers in an assessment, in one or more roles.")),
    Term(
        "role",
        _("Role"),
        _("What you do about open source at work, such as developer or legal counsel."),
    ),
    Term(
        "membership",
        _("Membership"),
        _("What you may do here: administer, lead assessments, answer, or read results."),
    ),
)

ANSWERING = (
    Term("practice", _("Practice"), _("What a question is about: one thing that is done, exists or is true.")),
    Term(
        "scale",
        _("Scale and scale point"),
        _("The answers to choose from, from least to most. Choose the highest point that is wholly true today."),
    ),
    Term(
        "in-place",
        _("In place"),
        _("Answered at the marked point of its scale or above. Only what is in place counts towards a level."),
    ),
    Term(
        "dont-know",
        _("Don’t know"),
        _("An honest answer that counts neither for nor against a score. It is never counted as zero."),
    ),
    Term(
        "not-applicable",
        _("Not applicable"),
        _("There is nothing here that the practice could be about. It needs a reason."),
    ),
    Term(
        "evidence",
        _("Evidence"),
        _("Links to something that shows your answer, such as a page or a record. It is optional."),
    ),
    Term(
        "agreed-answer",
        _("Agreed answer"),
        _("What the team settled on after talking about different answers. It is the answer of the unit."),
    ),
    Term(
        "quick-pass",
        _("Core practice and quick pass"),
        _("A quick pass asks only the core practices. It gives scores, but no placement."),
    ),
)

READING = (
    Term(
        "level",
        _("Level"),
        _("A rung of a maturity model. A model may use another word: in TODO’s it is a stage, from 0 to 4."),
    ),
    Term(
        "placement",
        _("Placement"),
        _("The highest level that is reached, with every level below it. An average never decides it."),
    ),
    Term(
        "key",
        _("Key practice"),
        _("A practice that the published model names as defining a level. Without it the level is not reached."),
    ),
    Term("level-profile", _("Level profile"), _("How many practices of each level are in place, such as 5 of 8.")),
    Term(
        "provisional",
        _("Provisional"),
        _("Some answers behind the placement differ so much that the people should talk before relying on it."),
    ),
    Term(
        "score",
        _("Score"),
        _("How far practices have come on average, in per cent. It is not a level."),
    ),
    Term("coverage", _("Coverage"), _("How many of the practices that apply were rated. Little coverage, weak score.")),
    Term(
        "dimension",
        _("Dimension"),
        _("A subject with its own score, such as licence compliance. It is one axis of the radar chart."),
    ),
    Term(
        "ability",
        _("Ability to execute"),
        _("Whether the program office has the means to do its work. It stands beside the placement, never in it."),
    ),
)

BACKGROUND = (
    Term("model", _("Maturity model"), _("Practices, levels and dimensions that belong together, with a version.")),
    Term(
        "ospo",
        _("OSPO"),
        _("Open Source Program Office: whoever runs open source in an organisation, be it a team or one person."),
    ),
    Term(
        "ispo",
        _("ISPO"),
        _("InnerSource Program Office: the same for working inside the organisation as open source projects do."),
    ),
    Term(
        "activity",
        _("Activity"),
        _("Something that roles are expected to do. It belongs to one level and lowers certain risks."),
    ),
    Term("risk", _("Risk"), _("What can go wrong with open source when nobody takes care of it.")),
)

# In the order in which somebody meets them.
THEMES = (
    Theme("taking-part", _("Taking part"), TAKING_PART),
    Theme("answering", _("Answering"), ANSWERING),
    Theme("reading", _("Reading a result"), READING),
    Theme("background", _("Background"), BACKGROUND),
)
