"""Markdown becomes safe HTML, whatever is written in it: on the pages and in the PDF."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.models import Dimension, Level, ModelVersion, PracticeRevision
from assessments.report.files import load_report
from assessments.report.html import render_html
from roles.models import Activity, Expectation, Risk, Role
from roles.rich_text import (
    ALLOWED_ADDRESS,
    MOST_CHARACTERS,
    TAGS,
    render_plain_text,
    render_rich_line,
    render_rich_text,
)
from tests.assessments_factories import make_assessment, make_model_version, make_participant
from tests.factories import make_activity, make_membership, make_organisation, make_risk, make_role, make_user

ATTACKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](java\nscript:alert(1))",
    "[x](\x01javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
    "[x](vbscript:msgbox(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/)",
    '[x](https://a.example/"onmouseover="alert(1))',
    "[x](<https://a.example/ onclick=alert(1)>)",
    '[x](https://a.example "t" onclick=alert(1))',
    "<javascript:alert(1)>",
    "<https://a.example/'onclick='alert(1)>",
    "![x](https://a.example/x.png)",
    "![x](https://a.example/x.png 'onerror=alert(1)')",
    "[a]: javascript:alert(1)\n\n[a]",
    "```html\n<script>alert(1)</script>\n```",
    "`<script>alert(1)</script>`",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "<style>*{display:none}</style>",
    '<p style="background:url(https://a.example)">',
    "<!--><script>alert(1)</script>-->",
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
)
PARTS = st.sampled_from(
    [*ATTACKS, "*", "**", "_", "`", "[", "](", ")", "<", ">", '"', "'", "&", "\n", "\n\n", "- ", "> ", "word"]
)


class Inspector(HTMLParser):
    """Every element and attribute of a piece of HTML, as a browser reads it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", {}))


def inspect(html: str) -> list[tuple[str, dict[str, str | None]]]:
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.elements


def assert_harmless(html: str) -> None:
    for tag, attributes in inspect(html):
        assert tag in TAGS
        if tag == "a":
            assert set(attributes) == {"href", "rel"}
            assert attributes["rel"] == "noopener noreferrer"
            assert ALLOWED_ADDRESS.match(attributes["href"] or "")
        else:
            assert set(attributes) <= ({"start"} if tag == "ol" else set())


@pytest.mark.parametrize("text", ATTACKS)
def test_attack_is_shown_and_does_nothing(text: str) -> None:
    assert_harmless(render_rich_text(text))
    assert_harmless(render_rich_line(text))


@given(st.one_of(st.lists(PARTS, max_size=12).map("".join), st.text(max_size=200)))
@example("[" * 300 + "](https://a.example)")
def test_no_text_makes_anything_else(text: str) -> None:
    assert_harmless(render_rich_text(text))
    assert_harmless(render_rich_line(text))


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A *new* **rule**", "<p>A <em>new</em> <strong>rule</strong></p>"),
        ("one\ntwo\n\nthree", "<p>one<br>\ntwo</p>\n<p>three</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("# No heading", "<p># No heading</p>"),
        ("2 < 3 & 4", "<p>2 &lt; 3 &amp; 4</p>"),
        ("[t](https://a.example/)", '<p><a href="https://a.example/" rel="noopener noreferrer">t</a></p>'),
        ("[t](mailto:a@a.example)", '<p><a href="mailto:a@a.example" rel="noopener noreferrer">t</a></p>'),
        ("", ""),
    ],
)
def test_markdown_becomes_html(text: str, html: str) -> None:
    assert render_rich_text(text) == html


def test_line_has_no_paragraphs() -> None:
    assert render_rich_line("A *new* rule") == "A <em>new</em> rule"


def test_plain_text_has_the_words_only() -> None:
    assert render_plain_text("A **new** [rule](https://a.example) for R&D, 1 < 2") == "A new rule for R&D, 1 < 2"


def test_deep_nesting_ends_somewhere() -> None:
    assert render_rich_text("> " * 2000 + "deep").count("<blockquote>") <= 20


def test_endless_text_is_shown_as_it_was_typed() -> None:
    text = "*a* <b>" + "x" * MOST_CHARACTERS
    assert render_rich_text(text) == f"<p>*a* &lt;b&gt;{'x' * MOST_CHARACTERS}</p>"
    assert render_rich_line(text) == f"*a* &lt;b&gt;{'x' * MOST_CHARACTERS}"


ATTACK = "**Bold** <script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"


def assert_page_is_harmless(html: str) -> None:
    """Nothing of the attack is an element, and what was meant as mark-up is."""
    elements = inspect(html)
    assert "<strong>Bold</strong>" in html
    assert not [tag for tag, attributes in elements if tag in ("script", "img") and "src" not in attributes]
    assert not [name for _, attributes in elements for name in attributes if name.startswith("on")]
    assert not [a for _, a in elements if (a.get("href") or "").startswith("javascript:") or a.get("src") == "x"]


@pytest.mark.django_db
def test_pages_of_the_body_of_knowledge_are_harmless(client: Client) -> None:
    role, activity, risk = make_role(), make_activity(), make_risk()
    Role.objects.update(summary=ATTACK, engagement=ATTACK, objectives=ATTACK, challenges=ATTACK, calls_to_action=ATTACK)
    Activity.objects.update(summary=ATTACK, why=ATTACK, how=ATTACK)
    Risk.objects.update(summary=ATTACK, raised_by=ATTACK, lowered_by=ATTACK)
    Expectation.objects.create(role=role, level=1, state=ATTACK, responsibilities=ATTACK, encouraged=ATTACK)
    for row, count in ((role, 8), (activity, 3), (risk, 3)):
        html = client.get(row.get_absolute_url()).content.decode()
        assert_page_is_harmless(html)
        assert html.count("<strong>Bold</strong>") == count
    for address in ("/roles/", "/activities/", "/risks/"):
        assert "<script>alert" not in client.get(address).content.decode()


@pytest.fixture
def attacked() -> ModelVersion:
    """A published version with the attack in all its long texts."""
    version = make_model_version(published=False)
    ModelVersion.objects.update(summary=ATTACK, rules_note=ATTACK)
    Level.objects.update(summary=ATTACK, signs=ATTACK)
    Dimension.objects.update(summary=ATTACK)
    guidance = dict.fromkeys(("counts", "does_not_count", "who_knows", "example"), ATTACK)
    PracticeRevision.objects.update(**guidance, evidence={"standard": ATTACK})
    ModelVersion.objects.update(status="published", published_at=timezone.now())
    return version


@pytest.mark.django_db
def test_pages_of_models_and_practices_are_harmless(client: Client, attacked: ModelVersion) -> None:
    practice = attacked.criteria.first().revision.practice
    for address in (attacked.maturity_model.get_absolute_url(), f"/practices/{practice.key}/"):
        assert_page_is_harmless(client.get(address).content.decode())
    assert "<script>alert" not in client.get("/models/").content.decode()


@pytest.mark.django_db
def test_questionnaire_results_and_paper_are_harmless(client: Client, attacked: ModelVersion) -> None:
    alice = make_user()
    unit = make_organisation().units.get()
    make_membership(alice, unit.organisation)
    assessment = make_assessment(unit, [attacked])
    make_participant(assessment, alice)
    client.force_login(alice)
    for page in ("sections/todo-stages/licences/", "results/"):
        assert_page_is_harmless(client.get(f"/assessments/{assessment.pk}/{page}").content.decode())
    assert_page_is_harmless(render_html(load_report(assessment)))
