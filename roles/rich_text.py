"""Markdown that editors write, as HTML that is safe on a page and in the PDF.

Two fences, each of which would do alone: the parser knows no HTML, no images and no addresses but web and mail, and
what it makes goes through a list of the elements that may stay. Headings, rules and indented code are left out, because
they would break the outline of the page they land on; they show as they were typed.

The same text always gives the same HTML, so each process keeps what it has rendered, known by the text itself: nothing
can be stale, no migration is needed when the rules change, and the texts of all shipped content fit in a few megabytes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import nh3
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt

# A text beyond this is shown as it was typed: parsing time grows faster than the text.
MOST_CHARACTERS = 20_000
KEPT = 4096
DEEPEST_NESTING = 20
SCHEMES = {"http", "https", "mailto"}
INLINE_TAGS = {"a", "br", "code", "em", "strong"}
TAGS = INLINE_TAGS | {"blockquote", "li", "ol", "p", "pre", "ul"}
# The star empties the sanitiser's own list of what every element may have.
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
LEFT_OUT = ("image", "heading", "lheading", "hr", "code", "reference", "html_block", "html_inline")
ALLOWED_ADDRESS = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)


def _build_parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": DEEPEST_NESTING, "breaks": True})
    parser.validateLink = lambda url: ALLOWED_ADDRESS.match(url) is not None  # type: ignore[method-assign]
    return parser.disable(LEFT_OUT)


_parser = _build_parser()


@lru_cache(maxsize=KEPT)
def render_rich_text(text: str) -> SafeString:
    """Paragraphs, lists, quotations and code. Example: "A *new* rule" is "<p>A <em>new</em> rule</p>"."""
    if len(text) > MOST_CHARACTERS:
        return SafeString(f"<p>{escape(text)}</p>")
    return _clean(_parser.render(text), TAGS)


@lru_cache(maxsize=KEPT)
def render_rich_line(text: str) -> SafeString:
    """Emphasis, code and links, for a place that is a paragraph already. Example: "A *new* rule" has no "<p>"."""
    if len(text) > MOST_CHARACTERS:
        return SafeString(escape(text))
    return _clean(_parser.renderInline(text), INLINE_TAGS)


def render_plain_text(text: str) -> str:
    """The words without their mark-up, for a card that shows the beginning only. It is not HTML: escape it."""
    return unescape(strip_tags(render_rich_line(text)))


def _clean(html: str, tags: set[str]) -> SafeString:
    cleaned = nh3.clean(
        html,
        tags=tags,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        url_relative="deny",
        link_rel="noopener noreferrer",
    )
    return SafeString(cleaned.strip())
