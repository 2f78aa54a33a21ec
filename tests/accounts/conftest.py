from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _forget_earlier_tries() -> Iterator[None]:
    """The limits on tries count in the cache, which outlives a test."""
    cache.clear()
    yield
    cache.clear()
