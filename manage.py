#!/usr/bin/env python3
"""Django's command line for this project."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from ospo_site.env import SettingsError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ospo_site.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingsError as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
