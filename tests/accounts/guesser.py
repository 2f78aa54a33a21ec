"""One of several processes that try to sign in with wrong passwords. Run by `test_limits.py`, on a database of its own.

`prepare` makes the tables and Alice. `try N` tries N wrong passwords and prints how often it was told to wait; `enter`
tries the right one and prints 1 when it was let in.
"""

from __future__ import annotations

import sys

import django


def prepare() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - the apps are ready only now

    from tests.factories import make_user  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    make_user("alice@example.org")


def sign_in(password: str) -> str:
    from django.test import Client  # noqa: PLC0415

    client = Client(headers={"host": "localhost"})
    response = client.post("/accounts/login/", {"login": "alice@example.org", "password": password})
    return "in" if response.status_code == 302 else response.content.decode()


def try_wrong(times: int) -> int:
    return sum("This was tried too often" in sign_in(f"a wrong password {number}") for number in range(times))


def main(command: str, *numbers: str) -> None:
    django.setup()
    from tests.factories import PASSWORD  # noqa: PLC0415

    if command == "prepare":
        prepare()
    elif command == "try":
        print(try_wrong(int(numbers[0])))  # noqa: T201 - this is how the test reads it
    else:
        print(int(sign_in(PASSWORD) == "in"))  # noqa: T201


if __name__ == "__main__":
    main(*sys.argv[1:])
