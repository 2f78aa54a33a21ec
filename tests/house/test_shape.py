from __future__ import annotations

from tests.house.shape import (
    MAX_MEDIAN,
    MAX_TEMPLATE,
    check_functions,
    check_length,
    compute_median,
    get_file_limit,
)
from tests.house.source import PACKAGES, ROOT, SCRIPTS, list_python_files, list_templates, read, report, shorten

CODE = (*PACKAGES, *SCRIPTS)


def test_files_are_short() -> None:
    files = [ROOT / "manage.py", *list_python_files(*CODE, "tests")]
    found = (
        item for path in files for item in check_length(shorten(path), read(path), limit=get_file_limit(path, ROOT))
    )
    assert report(found) == ""


def test_functions_are_short() -> None:
    files = list_python_files(*CODE, "tests")
    assert report(item for path in files for item in check_functions(shorten(path), read(path))) == ""


def test_half_of_the_functions_are_very_short() -> None:
    assert compute_median(read(path) for path in list_python_files(*CODE)) <= MAX_MEDIAN


def test_templates_are_short() -> None:
    found = (item for path in list_templates() for item in check_length(shorten(path), read(path), limit=MAX_TEMPLATE))
    assert report(found) == ""


def test_long_file_is_found() -> None:
    assert report(check_length("a.py", "\n" * 5, limit=4)) == (
        "a.py: has 5 lines, more than 4; split it by stage, not by kind"
    )
    assert report(check_length("a.py", "\n" * 4, limit=4)) == ""


def test_long_function_is_found_even_inside_a_class() -> None:
    body = "        pass\n"
    assert report(check_functions("a.py", f"class A:\n    def f(self):\n{body * 40}")) == "a.py:2: f has 41 lines"
    assert report(check_functions("a.py", f"class A:\n    def f(self):\n{body * 39}")) == ""


def test_median_leaves_out_docstrings() -> None:
    short, long = (
        'def f():\n    """One.\n\n    Two."""\n    return 1\n',
        "def g():\n    a = 1\n    b = 2\n    return a + b\n",
    )
    assert compute_median([short, long]) == 3
