"""First visits to each kind of page, a section being answered, and the way from the sign-in page to an answer."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

from accounts.models import Unit, User
from assessments.actions.assessments import start_assessment
from assessments.actions.demo import DOMAIN
from assessments.models import Assessment, ModelVersion, PracticeRevision
from assessments.queries.questionnaires import Section, load_questionnaire
from tests.bench.figures import describe_load
from tests.bench.web_figures import Interaction, Visit, write_json, write_table
from tests.browsing import CHROMIUM_SWITCHES, DESKTOP, sign_in

ROUNDS, SLOWDOWN = 3, 4
# Late paints and moves are waited for, this many milliseconds after the network is quiet.
SETTLED = 400
# The pages of who leads, each of the assessment of the demo in which there is most to see.
RUNNING_PAGES, FINISHED_PAGES = ("people", "launch", "standing", "trail"), ("board", "role-views")
PASSWORD = "bench-" + "web-pass"
OBSERVERS = Path(__file__).with_name("observers.js")
RESULT_FILE = Path(__file__).resolve().parents[2] / "var" / "bench-web.json"
LEAD, ANSWERER = f"lead@{DOMAIN}", f"developer@{DOMAIN}"


def measure(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_SWITCHES))
        visits = [visit_often(browser, address, name, path, user) for name, path, user in list_pages()]
        inputs, moved = measure_answering(browser, address)
        steps = count_steps(browser, address)
        browser.close()
    sys.stdout.write(write_table(visits, inputs, moved, steps) + describe_load() + "\n")
    RESULT_FILE.parent.mkdir(mode=0o700, exist_ok=True)
    document = write_json(visits, inputs, moved=moved, steps=steps, slowdown=SLOWDOWN, rounds=ROUNDS)
    RESULT_FILE.write_text(document, encoding="utf-8")
    sys.stdout.write(f"The same as JSON: var/{RESULT_FILE.name}\n")


def list_pages() -> Iterator[tuple[str, str, User | None]]:
    """Name, address and who looks at it; None is a visitor."""
    finished, running = (Assessment.objects.get(cycle__name=name) for name in ("2026 H1", "2026 H2"))
    lead, section = User.objects.get(email=LEAD), find_largest(running)
    yield "landing", reverse("assessments:home"), None
    yield "sign in", reverse("account_login"), None
    yield "home", reverse("assessments:home"), lead
    yield "task list", reverse("assessments:assessment", args=[running.pk]), lead
    yield f"section of {len(section.questions)}", link_section(running, section), lead
    yield "check", reverse("assessments:check", args=[running.pk]), lead
    yield "results", reverse("assessments:results", args=[finished.pk]), lead
    yield "role", reverse("roles:role", args=["cto-cio"]), lead
    yield "activities", reverse("roles:activities"), lead
    yield "practices", reverse("assessments:practices"), lead
    yield "model", reverse("assessments:model", args=["osmm"]), lead
    yield "guide", reverse("roles:guide", args=["structure-virtual"]), lead
    for name in RUNNING_PAGES:
        yield name, reverse(f"assessments:{name}", args=[running.pk]), lead
    for name in FINISHED_PAGES:
        yield name, reverse(f"assessments:{name}", args=[finished.pk]), lead
    yield "cycle", reverse("assessments:cycle", args=[running.cycle_id]), lead
    part, key = start_inheriting(lead)
    yield "inherited", reverse("assessments:inherited", args=[part.pk]), lead
    yield "differs", reverse("assessments:differs", args=[part.pk, key]), lead


def start_inheriting(lead: User) -> tuple[Assessment, str]:
    """A unit assessed in the same cycle as the whole, and the key of a practice that it inherits from there."""
    unit = Unit.objects.get(name="Customer apps")
    whole, part = (
        start_assessment(
            unit=place,
            user=lead,
            versions=[ModelVersion.objects.get(maturity_model__key="osmm", status=ModelVersion.Status.PUBLISHED)],
            scope=Assessment.Scope.FULL,
            cycle_name="2027 H1",
            roles=[],
        )
        for place in (unit.organisation.units.get(parent=None), unit)
    )
    asked = load_questionnaire(whole).questions.values()
    return part, next(question.key for question in asked if question.scope == PracticeRevision.Scope.ORGANISATION)


def find_largest(assessment: Assessment) -> Section:
    return max(load_questionnaire(assessment), key=lambda section: len(section.questions))


def link_section(assessment: Assessment, section: Section) -> str:
    return reverse("assessments:section", args=[assessment.pk, section.model, section.key])


@contextmanager
def open_fresh(browser: Browser, address: str, user: User | None) -> Iterator[BrowserContext]:
    """A browser profile that has never seen the site."""
    context = browser.new_context(base_url=address, viewport=DESKTOP)
    context.add_init_script(path=OBSERVERS)
    if user is not None:
        sign_in(context, user, address)
    yield context
    context.close()


def open_slow(context: BrowserContext) -> tuple[Page, CDPSession]:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    return page, session


def visit_often(browser: Browser, address: str, name: str, path: str, user: User | None) -> Visit:
    """The median paint of several first visits, and the most that they weighed and moved."""
    rounds = [visit_once(browser, address, path, user) for _ in range(ROUNDS)]
    paints, weights, shifts = zip(*rounds, strict=True)
    return Visit(name=name, kilobytes=max(weights) / 1000, paint=median(paints), shift=max(shifts))


def visit_once(browser: Browser, address: str, path: str, user: User | None) -> tuple[float, float, float]:
    """Milliseconds to the largest paint, bytes that came over the wire, and how much the layout moved."""
    with open_fresh(browser, address, user) as context:
        page, session = open_slow(context)
        weights: list[float] = []
        session.on("Network.loadingFinished", lambda event: weights.append(event["encodedDataLength"]))
        page.goto(path, wait_until="networkidle")
        page.wait_for_timeout(SETTLED)
        seen = page.evaluate("window.observed")
        return seen["paint"], sum(weights), seen["shift"]


def measure_answering(browser: Browser, address: str) -> tuple[list[Interaction], float]:
    """The largest section is answered by mouse and keys, several times: what each input takes, the most that moved."""
    times: dict[str, list[float]] = {}
    moved = max([answer_once(browser, address, times) for _ in range(ROUNDS)])
    return [Interaction(name=kind, times=tuple(found)) for kind, found in times.items()], moved


def answer_once(browser: Browser, address: str, times: dict[str, list[float]]) -> float:
    """Add to `times` what each input takes, by its kind. Returns how much the layout moved."""
    running = Assessment.objects.get(cycle__name="2026 H2")
    with open_fresh(browser, address, User.objects.get(email=LEAD)) as context:
        page, _ = open_slow(context)
        page.goto(link_section(running, find_largest(running)), wait_until="networkidle")
        for kind, act in list_inputs(page):
            page.evaluate("window.observed.slowest = 0")
            act()
            page.wait_for_timeout(SETTLED)
            times.setdefault(kind, []).append(page.evaluate("window.observed.slowest"))
        page.locator("[data-save-status]", has_text="Saved").wait_for()
        return float(page.evaluate("window.observed.shift"))


def list_inputs(page: Page) -> Iterator[tuple[str, Callable[[], None]]]:
    """Each thing that a person does, with its kind. Answers are saved meanwhile."""
    practices = page.locator("[data-practice]").all()
    for practice in practices[:4]:
        for choice in practice.locator(".choice").all()[1:3]:
            yield "choose by mouse", choice.click
    practices[0].locator("input:checked").focus()
    for key in ("0", "2", "1"):
        yield "answer by digit", partial(page.keyboard.press, key)
        yield "arrow to the next answer", partial(page.keyboard.press, "ArrowDown")
        yield "n to the next unanswered", partial(page.keyboard.press, "n")
    yield "? for help", partial(page.keyboard.press, "?")
    yield "Escape from help", partial(page.keyboard.press, "Escape")
    yield "unfold the comment", practices[1].get_by_text("Comment and evidence").click
    practices[1].locator("textarea").first.focus()
    for letter in "Since May":
        yield "type a letter", partial(page.keyboard.press, letter if letter.strip() else "Space")
    yield "unfold the guidance", practices[1].get_by_text("What counts").click


def count_steps(browser: Browser, address: str) -> int:
    """From the sign-in page to an answer that is saved: each press of a button, link or choice is a step."""
    user = User.objects.get(email=ANSWERER)
    user.set_password(PASSWORD)
    user.save()
    with open_fresh(browser, address, None) as context:
        page = context.new_page()
        page.goto(reverse("account_login"))
        page.locator("input[type=email]").fill(user.email)
        page.locator("input[type=password]").fill(PASSWORD)
        steps: list[Callable[[], None]] = [
            lambda: page.locator("main button[type=submit]").click(),
            lambda: page.locator("main .button[href*='/assessments/']").first.click(),
            lambda: page.locator("[data-practice]:not(:has(:checked)) .choice").first.click(),
        ]
        for step in steps:
            step()
        page.locator("[data-save-status]", has_text="Saved").wait_for()
    return len(steps)
