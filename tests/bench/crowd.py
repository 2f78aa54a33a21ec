"""Hundreds of people in one assessment, and dozens who save at once through the server as `make run` sets it up."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from time import perf_counter

from django.conf import settings
from django.urls import reverse

from accounts.models import Unit, User
from assessments.actions.collecting import close_collecting
from assessments.models import Answer, Assessment, Participant
from assessments.queries.questionnaires import Question, load_questionnaire
from tests.bench.data import make_answered_assessment, sign_in
from tests.bench.figures import Figure
from tests.bench.http import OK, Browser
from tests.bench.pages import build_change, measure_page
from tests.serving import find_free_port, serve

PEOPLE, SAVERS, SAVES, WORKERS = 200, 50, 20, 2
BOUND = 60


def measure_crowd(browser: Browser, lead: User, unit: Unit) -> Iterator[Figure]:
    """The board and the result of an assessment in which so many people answered everything."""
    client, crowd = sign_in(lead), make_answered_assessment(lead=lead, unit=unit, people=PEOPLE)
    results, board = (reverse(f"assessments:{name}", args=[crowd.pk]) for name in ("results", "board"))
    yield measure_page(browser, client, f"results page, {PEOPLE} people, collecting", results, bound=BOUND)
    close_collecting(assessment=crowd, by=lead)
    yield measure_page(browser, client, f"results page, {PEOPLE} people, closed", results, bound=BOUND)
    yield measure_page(browser, client, f"agreement board, {PEOPLE} people", board, bound=BOUND)


def measure_savers(lead: User, unit: Unit, environment: Mapping[str, str]) -> Iterator[Figure]:
    """Everybody changes one answer after the other at once. Raises when a save is refused or one is lost."""
    shared = make_answered_assessment(lead=lead, unit=unit, people=SAVERS)
    people = list(Participant.objects.filter(assessment=shared).select_related("user"))
    sessions = [sign_in(person.user).cookies[settings.SESSION_COOKIE_NAME].value for person in people]
    own = {**environment, "PORT": str(find_free_port()), "WORKERS": str(WORKERS)}
    with serve(own) as address:
        savers = [Saver(Browser(address, session), shared) for session in sessions]
        for saver in savers:
            saver.start()
        for saver in savers:
            saver.join()
    require_kept(shared, savers)
    times = tuple(time for saver in savers for time in saver.times)
    yield Figure(name=f"saving an answer, {SAVERS} people at once, {WORKERS} workers", times=times)


class Saver(threading.Thread):
    """One person with a browser of their own. `times` has one entry for each save that was acknowledged."""

    def __init__(self, browser: Browser, assessment: Assessment) -> None:
        super().__init__()
        self.browser, self.pk = browser, assessment.pk
        self.questions: Sequence[Question] = list(load_questionnaire(assessment).questions.values())[:SAVES]
        self.times: list[float] = []
        self.refused: list[str] = []

    def run(self) -> None:
        for question in self.questions:
            start = perf_counter()
            path = reverse("assessments:answer", args=[self.pk, question.key])
            status, text = self.browser.try_post(path, build_change(question, version=1))
            if status == OK:
                self.times.append(1000 * (perf_counter() - start))
            else:
                self.refused.append(f"{status} {text[:200]}")


def require_kept(assessment: Assessment, savers: Sequence[Saver]) -> None:
    """A stored answer starts at version 1, so each save that was acknowledged is one at version 2."""
    refused = [text for saver in savers for text in saver.refused]
    acknowledged = sum(len(saver.times) for saver in savers)
    stored = Answer.objects.filter(participant__assessment=assessment, version=2).count()
    if refused or acknowledged != SAVERS * SAVES or stored != acknowledged:
        raise RuntimeError(f"{acknowledged} saves acknowledged, {stored} stored, refused: {refused[:3]}")
