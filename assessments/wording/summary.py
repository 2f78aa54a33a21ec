"""The few lines that an executive reads: what is strong, what matters next."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.queries.versions import VersionLabels
from assessments.scoring import Gap, Score
from assessments.wording.numbers import say_count_of, say_score
from assessments.wording.placement import list_some, name_rung_inside


def say_strength(name: str, score: Score) -> str:
    """A dimension that stands out: its score and how much of it is in place."""
    return _("%(name)s: score %(score)s, %(count)s in place") % {
        "name": name,
        "score": say_score(score),
        "count": say_count_of(score.in_place, score.applicable),
    }


def say_gap(gap: Gap, labels: VersionLabels, now: str) -> str:
    """Why a gap matters: the level that asks for it, whether it is key, where it stands."""
    level = name_rung_inside(labels, gap.level)
    text = _("key for %(level)s, %(now)s") if gap.key else _("counts for %(level)s, %(now)s")
    return text % {"level": level, "now": now}


def say_ask(sentence: str, titles: Sequence[str]) -> str:
    """What the next level asks, in one line: its sentence, then the first titles and how many more."""
    return _("%(sentence)s %(titles)s.") % {"sentence": sentence, "titles": list_some(titles)} if titles else sentence
