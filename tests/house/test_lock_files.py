"""The lock files: every file by its hash, no address, and tests run on exactly what is shipped."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.house.source import ROOT, read

PIN = re.compile(
    r"^(?P<name>[a-z0-9.-]+)(?:\[[a-z0-9,-]+\])?==(?P<version>[^\s;]+)[^\n]*\\\n(?P<hashes>(?: +--hash=\S+[ \\]*\n)+)",
    re.MULTILINE,
)
NAME = re.compile(r"^[A-Za-z0-9.-]+")


def read_pins(name: str) -> dict[str, str]:
    return {match["name"]: match["version"] + match["hashes"] for match in PIN.finditer(read(ROOT / name))}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_lock_file_holds_pins_with_hashes_and_nothing_else(name: str) -> None:
    assert PIN.sub("", read(ROOT / name)) == ""


def test_tests_run_on_what_is_shipped() -> None:
    shipped, tested = read_pins("requirements.lock"), read_pins("requirements-test.lock")
    assert {name: tested.get(name) for name in shipped} == shipped


def test_every_dependency_is_locked() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    shipped = {NAME.match(wanted)[0].lower() for wanted in project["dependencies"]}  # type: ignore[index]
    assert shipped - set(read_pins("requirements.lock")) == set()


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    reasons = read(ROOT / "docs" / "decisions" / "0001-dependencies.md")
    listed = {NAME.match(wanted)[0] for wanted in project["dependencies"]}  # type: ignore[index]
    assert {name for name in listed if not re.search(rf"^\| {name}\b", reasons, re.MULTILINE)} == set()
