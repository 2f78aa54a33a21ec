"""Formatting of texts on pages."""

from __future__ import annotations

import re

from django import template

from assessments.models import Assessment
from assessments.wording.people import say_how_shown

register = template.Library()
END_OF_SENTENCE = re.compile(r"(?<=[.?]) (?=[A-Z“\"])")


@register.filter
def first_sentences(text: str, count: int) -> str:
    """The beginning of a text. Example: "One. Two. Three." cut to 2 is "One. Two."."""
    return " ".join(split_sentences(text)[:count])


@register.filter
def further_sentences(text: str, count: int) -> str:
    """What `first_sentences` leaves out. Example: "One. Two. Three." after 2 is "Three."."""
    return " ".join(split_sentences(text)[count:])


@register.filter
def how_shown(assessment: Assessment) -> str:
    """Who sees whose answers."""
    return say_how_shown(by_group=assessment.is_by_group)


def split_sentences(text: str) -> list[str]:
    return END_OF_SENTENCE.split(" ".join(text.split()))
