"""Which pictures there are, who sees what on them, and how they become small files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from accounts.models import User
from assessments.actions.demo import DOMAIN
from assessments.models import Assessment
from tests.browsing import CHROMIUM_SWITCHES, PHONE, sign_in

IMAGES = Path(__file__).resolve().parents[2] / "docs" / "images"
WIDTH, PAGE_WIDTH, COLOURS = 1280, 640, 192
REPORT_PAGES = ("report-cover", "report-summary")


def take_pictures(address: str) -> None:
    """All of them. `finished` is the demo's first round, `running` the one that is half answered."""
    finished, running = (Assessment.objects.get(cycle__name=name).pk for name in ("2026 H1", "2026 H2"))
    IMAGES.mkdir(parents=True, exist_ok=True)
    with launch() as browser:
        with open_as(browser, address, "lead") as context:
            shoot_top(open_page(context, "/"), "home", height=1030)
            shoot_top(open_page(context, f"/assessments/{running}/"), "task-list", height=1000)
            shoot_top(open_page(context, f"/assessments/{finished}/results/"), "result", height=1210)
            result = open_page(context, f"/assessments/{finished}/results/")
            save(result.locator("figure[data-chart]").screenshot(), "radar")
            result.close()
            shoot_report(context, f"/assessments/{finished}/report.pdf")
        with open_as(browser, address, "compliance") as context:
            section = find_section(context, running)
            shoot_answering(open_page(context, section), "questionnaire", height=1160)
        with open_as(browser, address, "compliance", PHONE) as context:
            phone = open_page(context, section)
            phone.evaluate("document.querySelector('.practice').scrollIntoView()")
            save(phone.screenshot(), "phone")


@contextmanager
def launch() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(CHROMIUM_SWITCHES))
        yield browser
        browser.close()


@contextmanager
def open_as(
    browser: Browser, address: str, mailbox: str, viewport: ViewportSize | None = None
) -> Iterator[BrowserContext]:
    """A browser profile in which a person of the demo is signed in; light, without motion."""
    context = browser.new_context(
        base_url=address,
        viewport=viewport or {"width": WIDTH, "height": 900},
        locale="en-GB",
        timezone_id="UTC",
        color_scheme="light",
        reduced_motion="reduce",
    )
    sign_in(context, User.objects.get(email=f"{mailbox}@{DOMAIN}"), address)
    yield context
    context.close()


def find_section(context: BrowserContext, assessment: int) -> str:
    """The address of the second section, which the demo's people have answered."""
    page = open_page(context, f"/assessments/{assessment}/")
    links = page.locator("a.task-name")
    path = links.nth(1).get_attribute("href") or ""
    page.close()
    return path


def open_page(context: BrowserContext, path: str) -> Page:
    page = context.new_page()
    response = page.goto(path, wait_until="networkidle")
    if response is None or not response.ok:
        sys.exit(f"{path} cannot be shown: {response.status if response else 'no reply'}")
    return page


def shoot_top(page: Page, name: str, *, height: int) -> None:
    """The top of a page, as high as the page is, but no higher than `height`."""
    full = int(page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": WIDTH, "height": min(full, height)})
    save(page.screenshot(), name)
    page.close()


def shoot_answering(page: Page, name: str, *, height: int) -> None:
    """A section just after an answer was chosen and saved."""
    page.locator("input[type=radio][value=standard]").first.check()
    page.locator("[data-save-status]", has_text="Saved").wait_for()
    page.mouse.move(0, 0)
    shoot_top(page, name, height=height)


def shoot_report(context: BrowserContext, path: str) -> None:
    """The first pages of the PDF, as its readers see them."""
    response = context.request.get(path)
    if not response.ok:
        sys.exit(f"{path} cannot be made: {response.status}")
    with TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        pdf.write_bytes(response.body())
        last = str(len(REPORT_PAGES))
        size = ["-scale-to-x", str(PAGE_WIDTH), "-scale-to-y", "-1"]
        command = ["pdftoppm", "-png", "-l", last, *size, str(pdf), str(pdf.with_suffix(""))]
        subprocess.run(command, check=True)
        for file, name in zip(sorted(Path(folder).glob("*.png")), REPORT_PAGES, strict=True):
            save(file.read_bytes(), name)


def save(png: bytes, name: str) -> None:
    """As a palette: pages have few colours, and the files stand in the repository."""
    few = (
        Image.open(BytesIO(png))
        .convert("RGB")
        .quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    few.save(IMAGES / f"{name}.png", optimize=True)
