"""Warnings from the authoring rules that a machine can see. A person decides; nothing here blocks publishing."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assessments.exchange.codes import Code
from assessments.exchange.format import PracticeContent, ScaleContent
from assessments.exchange.problems import Problems, Where

FEWEST_WORDS, MOST_WORDS = 8, 20
MOST_TITLE_WORDS = 4
PRACTICE_SCALE = "practice"
CONNECTIVES = ("and", "or", "/", ";")
DEGREES = (
    "documented",
    "formal",
    "formally",
    "regular",
    "regularly",
    "consistent",
    "consistently",
    "all",
    "every",
    "measured",
    "effective",
    "effectively",
    "mature",
    "best",
    "appropriate",
    "appropriately",
)
INTENTIONS = ("should", "aim", "aims", "value", "values", "encourage", "encourages")
REASONS = ("so that", "because", "in order to")
NEGATIVES = ("not", "no", "never", "without", "cannot")
EVIDENCE_FROM = {PRACTICE_SCALE: ("individual", "standard", "improved")}
GUIDANCE = {
    "counts": "what counts",
    "does_not_count": "what does not count",
    "who_knows": "who would know",
    "example": "an example",
}


def warn_practice(practice: PracticeContent, scale: ScaleContent | None, problems: Problems) -> None:
    """The mechanical rules of authoring for one practice revision."""
    _warn_statement(practice, problems)
    count = len(practice.title.split())
    if count > MOST_TITLE_WORDS:
        problems.add(Code.LONG_TITLE, practice.where.at("title"), count=count)
    missing = [words for name, words in GUIDANCE.items() if not getattr(practice, name)]
    if missing:
        problems.add(Code.NO_GUIDANCE, practice.where, missing=", ".join(missing))
    if scale is not None:
        _warn_evidence(practice, scale, problems)


def _warn_statement(practice: PracticeContent, problems: Problems) -> None:
    where = practice.where.at("statement")
    count = len(practice.statement.split())
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        problems.add(Code.LENGTH, where, count=count)
    _warn_words(Code.CONNECTIVE, CONNECTIVES, practice.statement, where, problems)
    if practice.scale == PRACTICE_SCALE:
        _warn_words(Code.DEGREE, DEGREES, practice.statement, where, problems)
    _warn_words(Code.INTENTION, INTENTIONS, practice.statement, where, problems)
    _warn_words(Code.REASON, REASONS, practice.statement, where, problems)
    _warn_words(Code.NEGATIVE, NEGATIVES, practice.statement, where, problems)
    if not practice.statement.endswith("."):
        problems.add(Code.NO_FULL_STOP, where)


def _warn_words(code: Code, words: Iterable[str], text: str, where: Where, problems: Problems) -> None:
    for word in words:
        pattern = rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)
        if re.search(pattern, text, re.IGNORECASE):
            problems.add(code, where, word=word)


def _warn_evidence(practice: PracticeContent, scale: ScaleContent, problems: Problems) -> None:
    """A line of evidence at three points of the practice scale, at the in-place point of any other."""
    missing = [code for code in EVIDENCE_FROM.get(scale.key, (scale.in_place,)) if code not in practice.evidence]
    if missing:
        problems.add(Code.NO_EVIDENCE, practice.where.at("evidence"), missing=", ".join(missing))
