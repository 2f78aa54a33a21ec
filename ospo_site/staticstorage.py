"""How static files are named when the product runs: by their content, so that browsers may keep them for ever."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Also puts the new names into the `import` lines of our modules; Django leaves that out unless asked."""

    support_js_module_import_aggregation = True
