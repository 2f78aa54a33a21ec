"""How a result is counted, what it does not mean, and the few words that need explaining."""

from __future__ import annotations

from django.utils.translation import gettext as _

from assessments.scoring import Rubric
from assessments.wording.numbers import say_percent


def list_method(rubric: Rubric) -> tuple[str, ...]:
    """The rules of one version, with its own thresholds."""
    scores = (
        _("A score is the weighted mean of the practices that are rated, in per cent."),
        _("Don’t know, not applicable and not answered are three different things; none of them counts as zero."),
        _(
            "Where several people answer, the agreed answer counts. Until there is one, it is the middle answer (the "
            "lower one of two) of those who run the practice, else of those who live with it, else of everyone."
        ),
    )
    if not rubric.levels:
        return scores
    return (
        *scores,
        _(
            "A level is reached when all lower ones are, when at least %(least)s of it (by weight) is in place, when "
            "each key practice that applies is in place, and when at most %(most)s of its practices are marked not "
            "applicable. Scores never decide a level."
        )
        % {"least": say_percent(rubric.min_in_place), "most": say_percent(rubric.max_not_applicable)},
    )


def list_caveats(*, has_levels: bool) -> tuple[str, ...]:
    """What every reader is told: the limits of a self-assessment, and of levels where there are any."""
    of_levels = (
        _("One size does not fit all: units of one organisation may well stand at different levels."),
        _("Higher is not always better. The level to aim for depends on what open source is for in your organisation."),
    )
    return (
        *(of_levels if has_levels else ()),
        _("The answers are self-reported and nobody outside has checked them. The result is no assurance or audit."),
        _("The rules for counting are ours. The authors of the models have not reviewed or endorsed this result."),
    )


def list_glossary() -> tuple[tuple[str, str], ...]:
    """Terms with their meanings, as the report prints them."""
    return (
        (_("Practice"), _("One thing that is done, or exists, or is true, answered on a scale.")),
        (_("In place"), _("Rated at or above the point of its scale that is marked so, such as Standard.")),
        (_("Key practice"), _("Named by the published model as defining a level. The level needs it in place.")),
        (_("Level profile"), _("How many practices of each level are in place.")),
        (_("Placement"), _("The level where the count stops. The model may call a level a stage.")),
        (_("Score"), _("A weighted mean in per cent. It says how far practices go, and is not a level.")),
        (_("Coverage"), _("How many of the practices that apply are rated.")),
        (_("Hollow mark"), _("A score that rests on fewer than 3 rated practices.")),
        (
            _("Scale points"),
            _(
                "Not done, Individual, Partial, Standard, Checked and Improved. FINOS calls the corresponding steps "
                "unaware, initial, managed, defined, quantitative and optimised."
            ),
        ),
    )
