"""The web server of `make run`: plain synchronous workers on this machine only."""

from __future__ import annotations

import os

bind = f"127.0.0.1:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WORKERS", "2"))
worker_class = "sync"
# A report may take its full time, and the worker that waits for it must outlive it.
timeout = int(os.environ.get("OSPO_PDF_SECONDS", "60")) + 30
preload_app = True
control_socket_disable = True
loglevel = "warning"
