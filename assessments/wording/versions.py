"""Sentences about versions of models: what they cannot do together."""

from __future__ import annotations

from django.utils.translation import gettext as _

from assessments.queries.combining import Clash
from assessments.wording.numbers import say_list


def say_clash(clash: Clash) -> str:
    """Why two versions cannot be asked together, and what would help."""
    return _(
        "%(first)s and %(second)s word some of the practices that they share differently, so one answer cannot count "
        "in both. Choose one of them, or wait until %(stale)s is released again."
    ) % {"first": clash.first, "second": clash.second, "stale": say_list(clash.stale)}
