"""Warnings from the authoring rules that a machine can see. A person decides; nothing here blocks publishing.

Where a rule does not fit, the practice says so under `exceptions`: the code of the warning, and the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assessments.exchange.codes import Code
from assessments.exchange.exceptions import accept_warnings
from assessments.exchange.format import PracticeContent, ScaleContent
from assessments.exchange.problems import Problems, Where

FEWEST_WORDS, MOST_WORDS = 8, 20
MOST_TITLE_WORDS = 4
MOST_USERS = 2
HARDEST = 50
PRACTICE_SCALE, REACH_SCALE = "practice", "reach"
UNIT_SCOPE = "unit"
CONNECTIVES = ("and", "or", "as well as", "/", ";", ",")
DEGREES = (
    *("documented", "formal", "formally", "regular", "regularly", "consistent", "consistently", "all", "every"),
    *("measured", "effective", "effectively", "mature", "best", "appropriate", "appropriately", "adequate", "fully"),
    *("adequately", "always", "systematic", "systematically", "comprehensive", "continuous", "continuously"),
    *("proactive", "proactively", "properly", "sufficient", "sufficiently", "standardised", "optimised"),
)
INTENTIONS = (
    *("aim", "aims", "value", "values", "encourage", "encourages", "strive", "intend", "intends", "hope", "want"),
    *("try", "seek", "believe", "committed to"),
)
MODALS = ("should", "must", "shall", "will", "would", "can", "could", "may", "might", "ought")
REASONS = ("so that", "because", "in order to", "therefore", "due to", "thanks to", "to ensure", "to avoid", "leads to")
NEGATIVES = ("not", "no", "never", "without", "cannot", "none", "nobody", "nothing", "neither", "nor", "avoid", "lack")
STATEMENT_WORDS: Mapping[Code, tuple[str, ...]] = {
    Code.CONNECTIVE: CONNECTIVES,
    Code.INTENTION: INTENTIONS,
    Code.MODAL: MODALS,
    Code.REASON: REASONS,
    Code.NEGATIVE: NEGATIVES,
}
OURSELVES = re.compile(r"\b(we|us|our|ours)\b", re.IGNORECASE)
HEADS = re.compile(r"^(each|every|most|all)\b", re.IGNORECASE)
ABBREVIATION = re.compile(r"\b[A-Z]{2,}s?\b")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
SENTENCE_END = re.compile(r"[.!?;:](?:\s|$)")
LONG_WORD = 6
EVIDENCE_AT = {
    PRACTICE_SCALE: ("individual", "standard", "improved"),
    REACH_SCALE: ("few", "most", "all"),
    "fact": ("partly", "yes"),
}
GUIDANCE = {
    "counts": "what counts",
    "does_not_count": "what does not count",
    "who_knows": "who would know",
    "example": "an example",
}
ACCEPTABLE = (
    *(Code.LENGTH, Code.CONNECTIVE, Code.DEGREE, Code.INTENTION, Code.MODAL, Code.REASON, Code.NEGATIVE),
    *(Code.NO_FULL_STOP, Code.SUBJECT, Code.ABBREVIATION, Code.HARD_TO_READ, Code.SCALE_FIT, Code.MANY_USERS),
    *(Code.LONG_TITLE, Code.NO_GUIDANCE, Code.NO_EVIDENCE),
)


def warn_practice(practice: PracticeContent, scale: ScaleContent | None, problems: Problems) -> None:
    """The mechanical rules of authoring for one practice revision, less those that it excepts."""
    found = Problems()
    _warn_statement(practice, found)
    _warn_who(practice, found)
    _warn_guidance(practice, found)
    if scale is not None:
        _warn_evidence(practice, scale, found)
    accept_warnings(found, practice.exceptions, practice.where, problems, among=ACCEPTABLE)


def measure_reading(text: str) -> int:
    """How hard a text is to read, as LIX: words per sentence + long words in 100, a long word having over 6 letters.

    20 is very easy, 40 medium, 50 difficult, 60 very difficult (C.-H. Björnsson, Läsbarhet, 1968). 0 without words.
    Example: "We keep a list of the parts." has 7 words in 1 sentence and no long one: 7.
    """
    words = WORD.findall(text)
    if not words:
        return 0
    sentences = max(1, len(SENTENCE_END.findall(text)))
    return round(len(words) / sentences + 100 * sum(len(word) > LONG_WORD for word in words) / len(words))


def _warn_statement(practice: PracticeContent, problems: Problems) -> None:
    where, statement = practice.where.at("statement"), practice.statement
    count = len(statement.split())
    if not FEWEST_WORDS <= count <= MOST_WORDS:
        problems.add(Code.LENGTH, where, count=count)
    for code, words in STATEMENT_WORDS.items():
        _warn_words(code, words, statement, where, problems)
    if practice.scale == PRACTICE_SCALE:
        _warn_words(Code.DEGREE, DEGREES, statement, where, problems)
    for word in ABBREVIATION.findall(statement):
        problems.add(Code.ABBREVIATION, where, word=word)
    heads = HEADS.match(statement)
    if heads and practice.scale != REACH_SCALE:
        problems.add(Code.SCALE_FIT, practice.where.at("scale"), word=heads.group())
    if not statement.endswith("."):
        problems.add(Code.NO_FULL_STOP, where)


def _warn_words(code: Code, words: Iterable[str], text: str, where: Where, problems: Problems) -> None:
    for word in words:
        pattern = rf"\b{re.escape(word)}\b" if word[0].isalpha() else re.escape(word)
        if re.search(pattern, text, re.IGNORECASE):
            problems.add(code, where, word=word)


def _warn_who(practice: PracticeContent, problems: Problems) -> None:
    """A unit speaks of itself as we; what holds for the organisation names the body that does it."""
    speaks = bool(OURSELVES.search(practice.statement))
    if speaks != (practice.scope == UNIT_SCOPE):
        wanted = "ourselves" if practice.scope == UNIT_SCOPE else "a body"
        problems.add(Code.SUBJECT, practice.where.at("statement"), scope=practice.scope, wanted=wanted)
    if len(practice.users) > MOST_USERS:
        problems.add(Code.MANY_USERS, practice.where.at("users"), count=len(practice.users))


def _warn_guidance(practice: PracticeContent, problems: Problems) -> None:
    count = len(practice.title.split())
    if count > MOST_TITLE_WORDS:
        problems.add(Code.LONG_TITLE, practice.where.at("title"), count=count)
    missing = [words for name, words in GUIDANCE.items() if not getattr(practice, name)]
    if missing:
        problems.add(Code.NO_GUIDANCE, practice.where, missing=", ".join(missing))
    texts = (getattr(practice, name) for name in ("statement", *GUIDANCE))
    reading = measure_reading(" ".join((*texts, *practice.evidence.values())))
    if reading > HARDEST:
        problems.add(Code.HARD_TO_READ, practice.where, reading=reading, hardest=HARDEST)


def _warn_evidence(practice: PracticeContent, scale: ScaleContent, problems: Problems) -> None:
    """A line of evidence at three points of the practice and reach scales, at the in-place point of an unknown one."""
    missing = [code for code in EVIDENCE_AT.get(scale.key, (scale.in_place,)) if code not in practice.evidence]
    if missing:
        problems.add(Code.NO_EVIDENCE, practice.where.at("evidence"), missing=", ".join(missing))
