"""Exit with 1 when a library or a font that writing a PDF needs is missing; with `--explain` also say which.

A name on the command line asks for that library instead.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


def find_missing() -> list[str]:
    missing = [library for library in LIBRARIES if not can_load(library)]
    return missing if has_font() else [*missing, "a font (TrueType or OpenType)"]


def can_load(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    folders = [Path(folder).expanduser() for folder in FONTS]
    return any(path.suffix.lower() in (".ttf", ".otf") for folder in folders for path in folder.rglob("*.?tf"))


def main() -> int:
    if sys.platform != "linux":
        return 0
    named = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    missing = [library for library in named if not can_load(library)] if named else find_missing()
    if missing and "--explain" in sys.argv:
        print("The PDF report cannot be written without:", ", ".join(missing), file=sys.stderr)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
