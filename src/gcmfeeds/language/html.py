"""HTML: cleaned for feeds, and turned into plain text for calendars."""

from __future__ import annotations

import functools
import re
from html import escape
from html.parser import HTMLParser

import nh3

from gcmfeeds.language.bidi import first_strong
from gcmfeeds.language.choose import Chosen, direction
from gcmfeeds.model.text import without_controls

TAGS = frozenset(
    "a abbr address article aside b bdi blockquote br center cite code dd del details div dl dt em figcaption figure "
    "footer h1 h2 h3 h4 h5 h6 header hr i img ins li main nav ol p pre q s section small span strong sub summary sup "
    "table tbody td th thead tr u ul".split()
)
"""The elements that survive; of any other its text does, but for script and style."""

ATTRIBUTES = {
    "*": {"dir", "lang", "title"},
    "a": {"href", "hreflang"},
    "img": {"alt", "height", "src", "width"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
"""The attributes that survive on them; no style, no class, no event handler."""

_HALF_A_BREAK = re.compile(r"(?:^|(?<=[>\n]))[ \t]*b?r(?: ?/)?>(?!\s*[\d=.,-])", re.IGNORECASE)
_SPACES = re.compile("[ \t\n]+")
_SPACE_RUN = re.compile("[ \u00a0]{2,}")
_LINES = frozenset("dd dt li tr".split())
_BLOCKS = frozenset(
    "address article aside blockquote center details div dl figcaption figure footer h1 h2 h3 h4 h5 h6 header hr main "
    "nav ol p pre section summary table ul".split()
)


@functools.lru_cache(maxsize=4096)
def clean_html(html: str, base_url: str = "") -> str:
    """Clean a piece of HTML.

    What is left of a torn ``<br>`` at the start of a line (``r>``) becomes a line break again.

    Args:
        html: Any text; what is not well-formed is read as a browser reads it.
        base_url: What relative addresses are relative to; without it they are dropped.

    Returns:
        HTML of :data:`TAGS` and :data:`ATTRIBUTES` with http, https and mailto addresses; never anything that runs.
    """
    mended = _HALF_A_BREAK.sub("<br>", without_controls(html))
    cleaned = nh3.clean(
        mended,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes={"http", "https", "mailto"},
        url_relative=("rewrite_with_base", base_url) if base_url else "deny",
        link_rel=None,
    )
    return without_controls(cleaned).strip()  # a character reference may have brought one in


@functools.lru_cache(maxsize=4096)
def plain_text(html: str, base_url: str = "") -> str:
    r"""Turn a piece of HTML into text that reads well: paragraphs, lists, and the addresses of links.

    Args:
        html: Any HTML; it is cleaned first.
        base_url: What relative addresses are relative to.

    Returns:
        Text with ``\n`` line ends, paragraphs an empty line apart; may be empty.

    >>> plain_text('<p>Voir <a href="https://un.org/">le site</a> :</p><ul><li>un</li><li>deux</li></ul>')
    'Voir le site (https://un.org/) :\n\n- un\n- deux'
    """
    reader = _Reader()
    reader.feed(clean_html(html, base_url))
    reader.close()
    return reader.text()


def as_html(text: str) -> str:
    """Turn plain text into HTML: paragraphs where it has empty lines, breaks where it has line ends."""
    paragraphs = (escape(paragraph, quote=False).replace("\n", "<br>") for paragraph in re.split("\n{2,}", text))
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def tagged_html(html: str, language: str) -> str:
    """Put clean HTML into a block that says its language and direction.

    Readers drop them from XHTML's outer element, but keep them on a div inside ``type="html"``.
    """
    return f'<div lang="{language}" dir="{direction(language)}">{html}</div>'


def tagged_span(text: Chosen, around: str) -> str:
    """Put plain text into HTML that stands in the language `around`, with its own language where that is another.

    A name, a symbol or an address, which have none, is kept apart where it runs the other way.
    """
    if text.language in ("", around):
        escaped = escape(text.value, quote=False)
        is_apart = not text.language and first_strong(text.value) not in ("", direction(around))
        return f"<bdi>{escaped}</bdi>" if is_apart else escaped
    tag = text.language
    return f'<span lang="{tag}" dir="{direction(tag)}">{escape(text.value, quote=False)}</span>'


class _Reader(HTMLParser):
    """Read clean HTML as text; nh3 has balanced its elements."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._said = ""
        self._gap = 0  # line ends that stand before whatever is said next
        self._bullet = ""
        self._numbers: list[int] = []  # of each open list, the next number; 0 for one without
        self._links: list[tuple[str, int]] = []
        self._preformatted = False

    def text(self) -> str:
        return "\n".join(line.rstrip() for line in self._said.split("\n"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._separate(tag)
        if tag in ("ol", "ul"):
            first = values.get("start") or "1"
            self._numbers.append(0 if tag == "ul" else int(first) if first.isdecimal() else 1)
        elif tag == "li":
            self._bullet = self._next_bullet()
        elif tag == "br":
            self._gap = min(self._gap + 1, 2)
        elif tag == "pre":
            self._preformatted = True
        elif tag == "a":
            self._links.append((values.get("href") or "", len(self._said)))
        elif tag == "img" and values.get("alt"):
            self._say(values["alt"] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._say_address()
        elif tag in ("ol", "ul"):
            self._numbers.pop()
        elif tag == "pre":
            self._preformatted = False
        elif tag in ("td", "th"):
            self.handle_data(" ")
        self._separate(tag)

    def handle_data(self, data: str) -> None:
        text = data if self._preformatted else _SPACE_RUN.sub(" ", _SPACES.sub(" ", data))
        if not self._preformatted and (self._gap or self._said[-1:] in ("", " ")):
            text = text.lstrip(" \u00a0")
        if text:
            self._say(text)

    def _say(self, text: str) -> None:
        if self._said:
            self._said = self._said.rstrip(" ") + "\n" * self._gap if self._gap else self._said
        self._said += self._bullet + text
        self._gap, self._bullet = 0, ""

    def _separate(self, tag: str) -> None:
        if tag in _LINES or (tag in ("ol", "ul") and len(self._numbers) > 0):
            self._gap = max(self._gap, 1)
        elif tag in _BLOCKS:
            self._gap = max(self._gap, 2)

    def _next_bullet(self) -> str:
        number = self._numbers[-1] if self._numbers else 0
        if number:
            self._numbers[-1] += 1
        return "  " * (len(self._numbers) - 1) + (f"{number}. " if number else "- ")

    def _say_address(self) -> None:
        href, start = self._links.pop()
        address, label = href.removeprefix("mailto:"), self._said[start:].strip()
        if address and label not in (href, address):
            self._say(f" ({address})" if label else address)
