"""`make bench`: how fast the product is on this machine. A benchmark, never a test: it ends with 0 whatever it finds.

On a scratch SQLite database with the shipped content it measures the bounds that the project set itself, through the
real server with one worker, and prints a table; var/bench.json gets the same numbers.
"""

from __future__ import annotations

import importlib
import os

import django

from tests.serving import make_installation, serve


def main() -> None:
    with make_installation(demo=False) as environment, serve(environment) as address:
        os.environ.clear()
        os.environ.update(environment)
        django.setup()
        # What measures imports models, which can be imported only now.
        importlib.import_module("tests.bench.measure").measure(address, environment)


if __name__ == "__main__":
    main()
