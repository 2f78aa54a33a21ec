"""Every code of `exchange` has its sentences, and whatever it fills them with can be translated too."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator

import pytest
from django.utils.functional import Promise
from django.utils.translation import override

from assessments.exchange import Code, Problem, Severity, Where
from assessments.exchange.codes import grade
from assessments.wording.problems import SENTENCES, TERM_DETAILS, TERMS, say_fix, say_message, say_problem
from tests.house.source import ROOT

PLACE = Where(file="model.yaml", line=12, path="criteria[review].weight")
NAMING_CALLS = ("check_references", "check_duplicates")


def names_in(text: object) -> set[str]:
    return {name.partition("!")[0] for _, name, _, _ in string.Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("code", Code)
def test_every_code_has_sentences_that_its_details_fill(code: Code) -> None:
    sentence = SENTENCES[code]
    details = {name: f"<{name}>" for name in names_in(sentence.message) | names_in(sentence.fix)}
    said = say_problem(Problem(code=code, where=PLACE, details=details))
    assert said.startswith("model.yaml:12: criteria[review].weight: ")
    assert all(value in said for value in details.values())
    assert "{" not in said
    assert isinstance(sentence.message, Promise)


@pytest.mark.parametrize("code", [code for code in Code if grade(code) is Severity.ERROR])
def test_every_error_says_how_to_mend_it(code: Code) -> None:
    assert SENTENCES[code].fix


def test_sentences_name_place_fault_and_remedy() -> None:
    problem = Problem(code=Code.WEIGHT, where=PLACE, details={"weight": "0"})
    assert say_problem(problem) == (
        "model.yaml:12: criteria[review].weight: The weight 0 is not above 0. Raise it, or leave the criterion out."
    )
    assert (say_message(problem), say_fix(problem)) == (
        "The weight 0 is not above 0.",
        "Raise it, or leave the criterion out.",
    )


def test_what_people_wrote_is_never_taken_for_a_template() -> None:
    problem = Problem(code=Code.BAD_SLUG, details={"text": "{longest!r} {0}", "longest": "60"})
    assert say_message(problem) == "'{longest!r} {0}' is not a key."


def test_words_inside_a_sentence_are_looked_up_when_it_is_said() -> None:
    problem = Problem(code=Code.NO_GUIDANCE, details={"missing": "what counts, an example"})
    with override("en-gb"):
        assert say_message(problem) == "The guidance lacks what counts, an example."


def list_terms() -> Iterator[str]:
    """Every word that code puts into a detail of `TERM_DETAILS`, found in the source."""
    for path in (ROOT / "assessments/exchange").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from _list_constants(node)
    yield from GUIDANCE_WORDS


def _list_constants(call: ast.Call) -> Iterator[str]:
    named = [keyword.value for keyword in call.keywords if keyword.arg in TERM_DETAILS]
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name in NAMING_CALLS:
        named.append(call.args[0])
    if name == "_wrong":
        named.append(call.args[1])
    for value in named:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value[0].upper() + value.value[1:] if name == "_wrong" else value.value


GUIDANCE_WORDS = ("what counts", "what does not count", "who would know", "an example")


def test_every_word_that_fills_a_sentence_can_be_translated() -> None:
    words = set(list_terms())
    assert len(words) > 20
    assert words <= set(TERMS)
