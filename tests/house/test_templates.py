from __future__ import annotations

import pytest

from tests.house.source import list_templates, read, report, shorten
from tests.house.templates import check_template, check_text_template


def find(text: str) -> list[str]:
    return [finding.what for finding in check_template("a.html", text)]


def test_templates_keep_the_rules() -> None:
    checks = {".html": check_template, ".txt": check_text_template}
    known = [path for path in list_templates() if path.suffix in checks]
    assert report(item for path in known for item in checks[path.suffix](shorten(path), read(path))) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<script>go()</script>", "inline <script>"),
        ("<style>p { color: red }</style>", "inline <style>"),
        ('<p style="{{ css }}">', "inline style="),
        ('<button onclick="go()">', "inline onclick="),
        ('<p hx-on:click="go()">', "inline hx-on:click="),
        ('<a href="javascript:go()">', "script in href="),
        ("""<p hx-vals='js:{"a": go()}'>""", "script in hx-vals="),
        ("<p>Saved\n now</p>", "text outside gettext: 'Saved now'"),
        ('<img alt="A radar">', "text outside gettext: alt='A radar'"),
        ('<input type="submit" value="Save">', "text outside gettext: value='Save'"),
        ("{% if saved %}Saved{% endif %}", "text outside gettext: 'Saved'"),
        ('<p class="a">{{ name|default:"Nobody" }}</p>', "text outside gettext: 'Nobody'"),
        ('{{ name|default:"Nobody" }}', "text outside gettext: 'Nobody'"),
    ],
)
def test_template_that_breaks_a_rule_is_found(text: str, found: str) -> None:
    assert find(text) == [found]


@pytest.mark.parametrize(
    "text",
    [
        '{% translate "Saved" %} {{ time }} – 12 %',
        "{% blocktranslate count n=n %}One <b>answer</b>{% plural %}{{ n }} answers{% endblocktranslate %}",
        "{# A word to the reader #}{% comment %}And more{% endcomment %}",
        '<script src="{% static "js/app.js" %}" defer></script>',
        '<input type="radio" value="in-place"><p class="card {% if a %}open{% endif %}">&nbsp;·</p>',
        '{% block main_class %}page-narrow{% endblock %}<html lang="{{ code|default:"en" }}"><p>SHA-256</p>',
        '<p title="{% translate "Radar" %}">{{ form.name|default:"–" }}</p>',
    ],
)
def test_template_that_keeps_the_rules_passes(text: str) -> None:
    assert find(text) == []


def test_finding_names_its_line() -> None:
    found = report(check_template("a.html", '{% comment %}\nx{% endcomment %}\n<p\n class="a">Saved</p>'))
    assert found == "a.html:4: text outside gettext: 'Saved'"


def test_plain_text_outside_gettext_is_found() -> None:
    assert (
        report(check_text_template("a.txt", '{% translate "Hello" %}\nBye')) == "a.txt:2: text outside gettext: 'Bye'"
    )
