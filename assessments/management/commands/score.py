"""`manage.py score`: the engine without the web."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from assessments.management.prerequisites import require_tables
from assessments.models import ModelVersion
from assessments.queries.rubrics import load_rubric
from assessments.scoring import AnswerProblem, ProblemCode, Rubric, read_answers, result_to_dict, score_assessment

MAX_BYTES = 2_000_000
PAIRS = '{"practice-key": "point-code" | "not_applicable" | "dont_know"}'


class Command(BaseCommand):
    help = (
        "Scores a file of answers by a published model version in the database (load_content brings versions in) and "
        "prints the whole result as JSON. The answers count as those of one person, so not_applicable takes effect. "
        "Every problem is reported at once on stderr; then nothing is printed and the exit code is 2."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--model", required=True, metavar="CODE[@VERSION]", help="Without a version: the newest.")
        parser.add_argument("answers", help=f"A JSON file, - for standard input: {PAIRS}")

    def handle(self, *, model: str, answers: str, **_options: Any) -> None:
        require_tables()
        problems: list[str] = []
        rubric = _load_rubric(model, problems)
        texts = _read_texts(answers, problems)
        known, wrong = read_answers([rubric], texts) if rubric else ({}, ())
        problems += [_describe(problem, model) for problem in wrong]
        if rubric is None or problems:
            for problem in problems:
                self.stderr.write(problem)
            raise SystemExit(2)
        result = result_to_dict(score_assessment(rubric, known))
        self.stdout.write(json.dumps(result, indent=2, ensure_ascii=False))


def _load_rubric(name: str, problems: list[str]) -> Rubric | None:
    """The newest published version of the model, or the named one even when it is retired; a draft is not scored."""
    model, separator, number = name.partition("@")
    versions = ModelVersion.objects.filter(maturity_model__key=model).exclude(status=ModelVersion.Status.DRAFT)
    if separator:
        chosen = versions.filter(number=number)
    else:
        chosen = versions.filter(status=ModelVersion.Status.PUBLISHED).order_by("-published_at", "-pk")
    version = chosen.first()
    if version is not None:
        return load_rubric(version)
    problems.append(_describe_missing(name, versions.values_list("number", flat=True)))
    return None


def _describe_missing(name: str, numbers: Iterable[str]) -> str:
    model, separator, number = name.partition("@")
    known = ", ".join(sorted(numbers))
    if known and separator:
        return f"Model {model!r} has no published version {number!r}. Known versions: {known}."
    if known:
        return f"All versions of model {model!r} are retired. Name one of: {known}."
    rows = ModelVersion.objects.exclude(status=ModelVersion.Status.DRAFT)
    models = ", ".join(sorted(set(rows.values_list("maturity_model__key", flat=True)))) or "none; run load_content"
    return f"There is no published model {model!r}. Known models: {models}."


def _read_texts(source: str, problems: list[str]) -> dict[str, str]:
    """The entries of the file whose values are text; every other entry is a problem."""
    pairs = _parse(source, problems)
    counts = Counter(key for key, _value in pairs)
    problems += [f"{key!r} is answered {count} times." for key, count in counts.items() if count > 1]
    for key, value in pairs:
        if not isinstance(value, str):
            problems.append(f"The answer to {key!r} is {_describe_value(value)}, not text in quotes.")
    return {key: value for key, value in pairs if isinstance(value, str)}


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as it was written: repeated keys are all there."""


def _parse(source: str, problems: list[str]) -> _Pairs:
    name = "standard input" if source == "-" else source
    try:
        found = json.loads(_read_bytes(source).decode("utf-8-sig"), object_pairs_hook=_Pairs)
    except OSError as error:
        problems.append(f"{name} cannot be read: {error.strerror}.")
    except UnicodeDecodeError:
        problems.append(f"{name} is not UTF-8.")
    except _TooLargeError:
        problems.append(f"{name} is larger than {MAX_BYTES} bytes.")
    except (ValueError, RecursionError) as error:
        problems.append(f"{name} is not valid JSON: {error}.")
    else:
        if isinstance(found, _Pairs):
            return found
        problems.append(f"{name} does not hold an object of the form {PAIRS}.")
    return _Pairs()


class _TooLargeError(ValueError):
    """More bytes than a set of answers can need."""


def _read_bytes(source: str) -> bytes:
    if source == "-":
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
    else:
        with Path(source).open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise _TooLargeError
    return data


def _describe_value(value: object) -> str:
    match value:
        case None | bool():
            return json.dumps(value)
        case int() | float():
            return "a number"
        case _Pairs():
            return "an object"
        case _:
            return "a list"


def _describe(problem: AnswerProblem, model: str) -> str:
    if problem.code is ProblemCode.UNKNOWN_PRACTICE:
        return f"{problem.practice!r} is not a practice of {model}."
    choices = ", ".join(problem.allowed)
    return f"{problem.text!r} is not an answer to {problem.practice!r}. Choose one of: {choices}."
