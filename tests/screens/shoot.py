"""`make screenshots`: the pictures of the documentation, taken from the running product on its demo organisation.

Writes docs/images/*.png. Needs Chromium, and pdftoppm for the pages of the report: installed when missing and root.
"""

from __future__ import annotations

import importlib
import os

import django

from tests.serving import make_installation, require_programs, serve

PROGRAMS = {"chromium": "chromium", "pdftoppm": "poppler-utils"}


def main() -> None:
    require_programs(PROGRAMS)
    with make_installation(demo=True) as environment, serve(environment) as address:
        os.environ.clear()
        os.environ.update(environment)
        # Playwright's synchronous face runs an event loop in this thread, which Django takes for asynchronous code.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
        django.setup()
        # What signs in imports models, which can be imported only now.
        importlib.import_module("tests.screens.pictures").take_pictures(address)


if __name__ == "__main__":
    main()
