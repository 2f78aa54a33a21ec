from __future__ import annotations

from accounts.address_lists import count_entries, read_addresses


def test_read_addresses_in_every_usual_form() -> None:
    text = "ann@example.org\r\nBob@Example.org; Carl <carl@example.org>,\tdora@example.org\n\n"
    expected = ("ann@example.org", "bob@example.org", "carl@example.org", "dora@example.org")
    assert read_addresses(text).addresses == expected


def test_read_addresses_takes_each_once() -> None:
    assert read_addresses("ann@example.org\nANN@example.org").addresses == ("ann@example.org",)


def test_read_addresses_names_all_that_cannot_be_read() -> None:
    read = read_addresses("ann@example.org\nno address\nann@\n<script>")
    assert (read.addresses, read.unreadable) == (("ann@example.org",), ("no address", "ann@", "<script>"))


def test_read_addresses_shortens_what_it_repeats() -> None:
    (shown,) = read_addresses("x" * 5000).unreadable
    assert (len(shown), shown[-1]) == (80, "…")


def test_count_entries_counts_good_and_bad() -> None:
    assert count_entries("ann@example.org, x\n\n;y") == 3
