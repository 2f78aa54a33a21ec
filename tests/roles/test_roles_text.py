from __future__ import annotations

import pytest

from roles.templatetags.roles_text import lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", []), (None, []), ("One", ["One"]), ("One\r\n\n  Two \n", ["One", "Two"]), (" \n", [])],
)
def test_lines_leaves_out_empty_ones(text: str | None, expected: list[str]) -> None:
    assert lines(text) == expected
