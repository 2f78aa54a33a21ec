"""The settings of the product, made independent of the shell that starts the tests, with a database of their own.

`DATABASE_URL` alone is taken over: it chooses the server on which the test database is made.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

SCRATCH = Path(tempfile.gettempdir()) / f"ospo-maturity-tests-{os.getuid()}"
SCRATCH.mkdir(mode=0o700, exist_ok=True)
FROM_THE_SHELL = ("SECRET_KEY", "SECRET_KEY_FILE", "ALLOWED_HOSTS", "DEBUG")
for name in [name for name in os.environ if name in FROM_THE_SHELL or name.startswith("OSPO_")]:
    del os.environ[name]
os.environ["SECRET_KEY"] = "the-tests-need-a-key-that-nobody-else-uses-" * 2
os.environ["OSPO_DATA_DIR"] = str(SCRATCH)

from ospo_site.settings import *  # noqa: E402, F403 - the environment has to be ready first
from ospo_site.settings import DATABASES, INSTALLED_APPS, STORAGES  # noqa: E402 - names that are changed below

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: some tests save from several processes. The number keeps runs at the same time apart.
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / f"{os.getpid()}.sqlite3")}
else:
    DATABASES["default"]["TEST"] = {"NAME": f"test_ospo_{os.getpid()}"}
# Kept connections would hold the test database open after the threads of a live server have ended.
DATABASES["default"]["CONN_MAX_AGE"] = 0

STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STATIC_ROOT = SCRATCH / "static"
STATIC_ROOT.mkdir(exist_ok=True)
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
# Signing in is not what most tests are about; the real hasher takes a tenth of a second each time.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# Single sign-on is tried against a real service, allauth's own; see tests/accounts/provider.py.
INSTALLED_APPS.append("allauth.idp.oidc")
