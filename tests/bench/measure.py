"""The measurements themselves. Times over HTTP include the whole reply; query counts are taken in this process."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from django.conf import settings
from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from assessments.queries.questionnaires import Section, load_questionnaire
from assessments.queries.rubrics import load_rubrics
from assessments.queries.settling import load_given, settle_units
from assessments.scoring import list_answers, list_unsettled, score_assessment
from tests.bench.crowd import measure_crowd, measure_savers
from tests.bench.data import list_versions, make_answered_assessment, make_lead, sign_in
from tests.bench.figures import Figure, describe_load, take_times, write_json, write_table
from tests.bench.files import measure_files
from tests.bench.http import Browser
from tests.bench.pages import PAGE_ROUNDS, build_change, count_queries, measure_page
from tests.bench.publishing import measure_publishing

PDF_ROUNDS, ENGINE_ROUNDS = 30, 200
KNOWLEDGE_BOUND = 15
MANY, USUAL_SECTION = 40, 10
RESULT_FILE = Path(__file__).resolve().parents[2] / "var" / "bench.json"


def measure(address: str, environment: Mapping[str, str]) -> None:
    lead, unit = make_lead()
    alone = make_answered_assessment(lead=lead, unit=unit, people=1)
    shared = make_answered_assessment(lead=lead, unit=unit, people=MANY)
    client = sign_in(lead)
    browser = Browser(address, client.cookies[settings.SESSION_COOKIE_NAME].value)
    figures = [
        *measure_questionnaire(browser, client, alone),
        *measure_results(browser, client, alone, shared),
        *measure_crowd(browser, lead, unit),
        *measure_savers(lead, unit, environment),
        *measure_engine(alone, shared),
        *measure_knowledge(browser, client),
        *measure_files(),
        measure_publishing(),
    ]
    sys.stdout.write(write_table(figures) + describe_load() + "\n")
    RESULT_FILE.parent.mkdir(mode=0o700, exist_ok=True)
    RESULT_FILE.write_text(write_json(figures), encoding="utf-8")
    sys.stdout.write(f"The same as JSON: var/{RESULT_FILE.name}\n")


def measure_questionnaire(browser: Browser, client: Client, alone: Assessment) -> Iterator[Figure]:
    questionnaire = load_questionnaire(alone)
    section = min(questionnaire, key=lambda section: abs(len(section.questions) - USUAL_SECTION))
    path = reverse("assessments:section", args=[alone.pk, section.model, section.key])
    name = f"questionnaire page of {len(section.questions)} practices"
    yield measure_page(browser, client, name, path, bound=12)
    yield measure_saving(browser, client, alone, section)
    yield measure_page(browser, client, "task list", reverse("assessments:assessment", args=[alone.pk]))
    yield measure_page(browser, client, "all answers on one page", reverse("assessments:check", args=[alone.pk]))
    yield measure_page(browser, client, "home", reverse("assessments:home"))
    yield measure_page(Browser(browser.address, ""), Client(SERVER_NAME="localhost"), "landing page", "/")


def measure_results(browser: Browser, client: Client, alone: Assessment, shared: Assessment) -> Iterator[Figure]:
    first, many = (reverse("assessments:results", args=[row.pk]) for row in (alone, shared))
    yield measure_page(browser, client, "results page, 1 participant", first, bound=30)
    yield measure_page(browser, client, f"results page, {MANY} participants", many)
    figure = reverse("assessments:radar-figure", args=[alone.pk, "osmm"])
    yield measure_page(browser, client, "numbers of the interactive radar", figure)
    pdf = reverse("assessments:report-pdf", args=[alone.pk])
    yield measure_page(browser, client, "PDF of a full assessment", pdf, bound=1500, rounds=PDF_ROUNDS)


def measure_knowledge(browser: Browser, client: Client) -> Iterator[Figure]:
    pages = (
        ("roles", reverse("roles:roles"), None),
        ("role", reverse("roles:role", args=["cto-cio"]), KNOWLEDGE_BOUND),
        ("activities", reverse("roles:activities"), None),
        ("activity", reverse("assessments:activity", args=["software-inventory"]), KNOWLEDGE_BOUND),
        ("risk", reverse("roles:risk", args=["data-leakage"]), None),
        ("guides", reverse("roles:guides"), None),
        ("guide", reverse("roles:guide", args=["strategy-consumer"]), None),
        ("model", reverse("assessments:model", args=["osmm"]), None),
        ("practices", reverse("assessments:practices"), None),
    )
    for name, path, bound in pages:
        yield measure_page(browser, client, f"{name} page", path, bound=bound)


def measure_saving(browser: Browser, client: Client, alone: Assessment, section: Section) -> Figure:
    """Each request changes an answer to another point, one after the other through the section."""
    changes = list_changes(alone, section)
    queries = count_queries(lambda: client.post(*next(changes)))
    times = take_times(lambda: browser.post(*next(changes)), rounds=2 * PAGE_ROUNDS, warm_up=6)
    return Figure(name="saving an answer", times=times, bound=10, queries=queries)


def list_changes(alone: Assessment, section: Section) -> Iterator[tuple[str, dict[str, str]]]:
    """Where to send the next change, and its fields; endless. The stored answers start at version 1."""
    for version in itertools.count(1):
        for question in section.questions:
            path = reverse("assessments:answer", args=[alone.pk, question.key])
            yield path, build_change(question, version)


def measure_engine(alone: Assessment, shared: Assessment) -> Iterator[Figure]:
    """Both models over one set of answers, in this process and without the database."""
    questionnaire, rubrics = load_questionnaire(alone), load_rubrics(list_versions())
    given = load_given([alone.pk, shared.pk])
    single = list_answers(settle_units(questionnaire, rubrics, given[alone.pk]))

    def score_one() -> None:
        for rubric in rubrics:
            score_assessment(rubric, single)

    def score_many() -> None:
        units = settle_units(questionnaire, rubrics, given[shared.pk])
        for rubric in rubrics:
            score_assessment(rubric, list_answers(units), unsettled=list_unsettled(units))

    title = f"result of both models, {len(questionnaire.questions)} practices"
    yield time_engine(f"{title}, 1 participant", score_one, bound=2)
    yield time_engine(f"{title}, {MANY} participants, settled", score_many, bound=10)


def time_engine(name: str, work: Callable[[], None], *, bound: float) -> Figure:
    return Figure(name=name, times=take_times(work, rounds=ENGINE_ROUNDS, warm_up=5), bound=bound)
