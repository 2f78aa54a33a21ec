"""What an authenticator app does: the codes of a secret (RFC 6238)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time


def compute_code(secret: str, *, step: int = 0) -> str:
    """The code of six digits that an app shows now, or `step` half minutes from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + step)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"
