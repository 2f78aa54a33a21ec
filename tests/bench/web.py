"""`make bench-web`: how heavy and how quick the pages are in a browser on a processor that is four times slower.

A benchmark, never a test: it ends with 0 whatever it finds. It takes a scratch installation with the demo, served as
`make run` serves it, and reads what Chromium's own observers say. Prints a table; var/bench-web.json gets the same.
"""

from __future__ import annotations

import importlib
import os

import django

from tests.serving import make_installation, require_programs, serve


def main() -> None:
    require_programs({"chromium": "chromium"})
    with make_installation(demo=True) as environment, serve(environment) as address:
        os.environ.clear()
        # Playwright's synchronous face runs an event loop, which Django would take for asynchronous code.
        os.environ.update(environment, DJANGO_ALLOW_ASYNC_UNSAFE="true")
        django.setup()
        # What measures imports models, which can be imported only now.
        importlib.import_module("tests.bench.visits").measure(address)


if __name__ == "__main__":
    main()
