from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ospo_site.env import Environment, SettingsError

KEY = "k" * 50


def read_problems(values: dict[str, str], read: Callable[[Environment], object]) -> list[str]:
    """The lines that the operator sees, without the first, which is the same for all."""
    env = Environment(values)
    read(env)
    try:
        env.finish()
    except SettingsError as problem:
        return str(problem).splitlines()[1:]
    return []


@pytest.mark.parametrize(
    ("value", "meaning"), [("true", True), ("ON", True), ("1", True), ("no", False), ("False", False)]
)
def test_flag_is_spelled_in_several_ways(value: str, meaning: bool) -> None:
    assert Environment({"DEBUG": value}).flag("DEBUG", default=not meaning) is meaning


@pytest.mark.parametrize("values", [{}, {"DEBUG": ""}, {"DEBUG": "  "}])
def test_missing_and_empty_mean_the_default(values: dict[str, str]) -> None:
    assert Environment(values).flag("DEBUG", default=True) is True


def test_flag_that_is_neither_is_refused() -> None:
    assert read_problems({"DEBUG": "maybe"}, lambda env: env.flag("DEBUG")) == [
        "DEBUG is 'maybe'; expected true or false."
    ]


@pytest.mark.parametrize("value", ["4", "601", "-5", "5.5", "five", "\u0665\u0660"])
def test_number_out_of_bounds_or_malformed_is_refused(value: str) -> None:
    problems = read_problems(
        {"OSPO_PDF_SECONDS": value}, lambda env: env.number("OSPO_PDF_SECONDS", 60, minimum=5, maximum=600)
    )
    assert problems == [f"OSPO_PDF_SECONDS is {value!r}; expected a whole number from 5 to 600."]


def test_number_within_its_bounds_is_read() -> None:
    env = Environment({"OSPO_PDF_SECONDS": "600"})
    assert env.number("OSPO_PDF_SECONDS", 60, minimum=5, maximum=600) == 600


def test_list_is_split_at_commas() -> None:
    assert Environment({"ALLOWED_HOSTS": "a.example, b.example,,"}).names("ALLOWED_HOSTS") == ["a.example", "b.example"]


def test_origin_without_scheme_is_refused() -> None:
    values = {"OSPO_CSRF_TRUSTED_ORIGINS": "https://a.example, b.example"}
    assert read_problems(values, lambda env: env.origins("OSPO_CSRF_TRUSTED_ORIGINS")) == [
        "OSPO_CSRF_TRUSTED_ORIGINS is 'b.example'; "
        "expected addresses with their scheme, such as https://ospo.example.org."
    ]


def test_relative_path_is_refused() -> None:
    assert read_problems({"OSPO_DATA_DIR": "data"}, lambda env: env.path("OSPO_DATA_DIR", Path("/"))) == [
        "OSPO_DATA_DIR is 'data'; expected an absolute path."
    ]


@pytest.mark.parametrize(
    ("name", "getter"), [("OSPO_TIME_ZONE", Environment.time_zone), ("OSPO_LOG_LEVEL", Environment.log_level)]
)
def test_name_that_is_not_on_the_list_is_refused(name: str, getter: Callable[..., str]) -> None:
    (problem,) = read_problems({name: "Mars"}, lambda env: getter(env, name, "UTC"))
    assert problem.startswith(f"{name} is 'Mars'; expected ")


def read_secret(values: dict[str, str], folder: Path, *, fallback: str | None = None) -> tuple[str, list[str]]:
    found: list[str] = []

    def read(env: Environment) -> None:
        found.append(env.secret("SECRET_KEY", default_file=folder / "secret_key", fallback=fallback))

    problems = read_problems(values, read)
    return found[0], problems


def test_secret_is_read_from_the_variable_the_named_file_or_the_default_file(tmp_path: Path) -> None:
    named = tmp_path / "named"
    named.write_text(f"{KEY}1\n", encoding="utf-8")
    assert read_secret({"SECRET_KEY": f"{KEY}0"}, tmp_path) == (f"{KEY}0", [])
    assert read_secret({"SECRET_KEY_FILE": str(named)}, tmp_path) == (f"{KEY}1", [])
    (tmp_path / "secret_key").write_text(f"{KEY}2\n", encoding="utf-8")
    assert read_secret({}, tmp_path) == (f"{KEY}2", [])
    assert read_secret({"SECRET_KEY": f"{KEY}0"}, tmp_path) == (f"{KEY}0", [])


def test_missing_secret_is_refused_unless_there_is_a_fallback(tmp_path: Path) -> None:
    assert read_secret({}, tmp_path) == (
        "",
        ["SECRET_KEY is missing; expected SECRET_KEY or SECRET_KEY_FILE (or DEBUG=true while developing)."],
    )
    assert read_secret({}, tmp_path, fallback="development") == ("development", [])


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short; expected at least 50 random characters."),
        (
            {"SECRET_KEY": KEY, "SECRET_KEY_FILE": "/x"},
            "SECRET_KEY and SECRET_KEY_FILE are both set; expected one of them.",
        ),
        ({"SECRET_KEY_FILE": "/no/such"}, "SECRET_KEY_FILE is '/no/such'; expected a readable text file."),
        (
            {"SECRET_KEY_FILE": "/dev/null"},
            "SECRET_KEY_FILE is '/dev/null'; expected a file that holds the secret, not an empty one.",
        ),
    ],
)
def test_unusable_secret_is_refused_without_being_shown(values: dict[str, str], problem: str, tmp_path: Path) -> None:
    assert read_secret(values, tmp_path)[1] == [problem]


def test_unknown_variable_of_ours_is_refused_and_others_are_left_alone() -> None:
    values = {"OSPO_TIMEZONE": "UTC", "PATH": "/bin"}
    assert read_problems(values, lambda env: env.text("OSPO_TIME_ZONE")) == [
        "OSPO_TIMEZONE is not a setting; expected one of OSPO_TIME_ZONE."
    ]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    def read(env: Environment) -> None:
        env.flag("DEBUG")
        env.database("DATABASE_URL", "sqlite:///db", base=tmp_path)
        env.mail("OSPO_EMAIL_URL", "console://")

    values = {"DEBUG": "x", "DATABASE_URL": "mysql://me:secret@host/db", "OSPO_EMAIL_URL": "smtp://", "OSPO_X": "1"}
    assert [line.split()[0] for line in read_problems(values, read)] == [
        "DEBUG",
        "DATABASE_URL",
        "OSPO_EMAIL_URL",
        "OSPO_X",
    ]
    assert "secret" not in "".join(read_problems(values, read))
