"""What a process keeps: by key, the last ones asked for, and what is missing read at once."""

from __future__ import annotations

from collections.abc import Collection

from assessments.queries.keeping import Kept


class Reader:
    """Notes what it was asked to read."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def read(self, names: Collection[str]) -> dict[str, str]:
        self.asked.append(sorted(names))
        return {name: f"{name} as read {len(self.asked)}" for name in names}


def test_only_what_is_missing_is_read_and_all_of_it_at_once() -> None:
    kept, reader = Kept[int, str](8), Reader()
    kept.fill({"a": 1}, reader.read)
    found = kept.fill({"a": 1, "b": 2, "c": 3}, reader.read)
    assert reader.asked == [["a"], ["b", "c"]]
    assert found == {"a": "a as read 1", "b": "b as read 2", "c": "c as read 2"}


def test_another_key_is_read_anew() -> None:
    kept, reader = Kept[int, str](8), Reader()
    kept.fill({"a": 1}, reader.read)
    assert kept.fill({"a": 2}, reader.read) == {"a": "a as read 2"}


def test_what_was_asked_for_longest_ago_gives_way() -> None:
    kept = Kept[str, int](2)
    kept.keep("a", 1)
    kept.keep("b", 2)
    kept.find("a")
    kept.keep("c", 3)
    assert (kept.find("a"), kept.find("b"), kept.find("c")) == (1, None, 3)


def test_more_than_fits_comes_back_whole() -> None:
    kept, reader = Kept[str, str](1), Reader()
    assert set(kept.fill({"a": "a", "b": "b"}, reader.read)) == {"a", "b"}


def test_forgetting_reads_again() -> None:
    kept, reader = Kept[int, str](8), Reader()
    kept.fill({"a": 1}, reader.read)
    kept.forget()
    kept.fill({"a": 1}, reader.read)
    assert reader.asked == [["a"], ["a"]]
