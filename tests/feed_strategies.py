"""Strategies for feeds: catalogues of news, with what goes wrong in XML, in HTML and in two directions.

As for calendars, a field costs Hypothesis one choice: texts come from a few that are drawn once for a catalogue.
"""

from __future__ import annotations

import datetime as dt
from html import escape

from hypothesis import strategies as st

import gcmfeeds as gf
from calendar_strategies import Texts
from gcmfeeds.model.rules import STATUSES
from samples import PUBLISHED, catalogue
from strategies import TAGS, WORDS

_LANGUAGES = (*TAGS, "es", "zh-Hant")
_ODD = (
    "]]>",
    "<![CDATA[x]]>",
    "&amp;lt;b&amp;gt; &copy; &#0; &nbsp",
    "👩🏽\u200d💻 🇨🇭",
    "a\u200bb\u200cc\u200d\u2060",
    "e\u0301\u0302\u0323",
    "الهجرة GCM 2020 (جنيف)",
    "\u200fمرحبا\u200e",
    "<b>T</b> & 1 < 2",
    "<!-- x --> <?php ?>",
)
_BODIES = (
    "{}",
    "<p>{}</p><p dir=rtl lang=ar>{}",
    "<script>{}</script><p onclick='x()'>{}</p>",
    "<a href='/x?a=1&b=2'>{}</a> <a href='javascript:x()'>{}</a>",
    "<img src='p.png' onerror=x() alt='{}'><iframe src='https://un.org/'>{}</iframe>",
    "<ul><li>{}<li>{}</ul><br>r>",
    "<table><tr><td>{}</table></div></div>{}",
    "<style>{}</style>&nbsp;&#8207;&#x1F680;{}<br/>",
)
_ADDRESSES = ("https://un.org/?a=1&b='2'", {"fr": "https://un.org/fr", "ar": "https://un.org/ar"}, None)
_NUMBERS = st.integers(0, 2**24 - 1)
_TOPICS = ("region", "report")
_MINUTE = dt.timedelta(minutes=1)


class _Told(Texts):
    """Make texts and bodies of a few words, each by a number."""

    def body(self, number: int) -> dict[str, str] | None:
        """Give HTML, or in one of three cases none."""
        number, shape = divmod(number, len(_BODIES))
        texts = self.perhaps(number) or {}
        raw = {tag: text if number % 2 else escape(text) for tag, text in texts.items()}
        return {tag: _BODIES[shape].replace("{}", text) for tag, text in raw.items()} or None


def _facts(number: int, texts: _Told) -> dict[str, object]:
    """Give what events and announcements have alike."""
    published = PUBLISHED + number % 9999 * 60 * _MINUTE
    length, alt = (None, 0, 2**31 - 1)[number % 3], texts.text(number)
    picture = gf.Image(url=_ADDRESSES[number % 2], alt=alt, media_type="image/png", length=length)
    paper = gf.Document(title=texts.text(number), url=_ADDRESSES[number // 2 % 3], media_type=(None, "a/b")[number % 2])
    return {
        "published": published,
        "updated": (None, published, published + number % 99 * _MINUTE)[number // 3 % 3],
        "url": _ADDRESSES[number // 9 % 3],
        "documents": [paper] * (number % 3),
        "image": picture if number & 64 else None,
        "topics": _TOPICS[: number // 128 % 3],
    }


@st.composite
def _announcements(draw: st.DrawFn, key: str, texts: _Told) -> gf.Announcement:
    title, abstract, body, number = (draw(_NUMBERS) for _ in range(4))
    facts = _facts(number, texts)
    writer = gf.Organizer(name=texts.text(body), address=(None, "press@un.org")[number % 2])
    return gf.Announcement(
        key=key,
        title=texts.text(title),
        abstract=texts.perhaps(abstract),
        body=texts.body(body),
        author=writer if number & 256 else None,
        withdrawn=facts["published"] + _MINUTE if number % 7 == 0 else None,
        events=["e"] if number & 512 else [],
        **facts,
    )


@st.composite
def _events(draw: st.DrawFn, texts: _Told) -> gf.Event:
    title, body, number = (draw(_NUMBERS) for _ in range(3))
    day = dt.date(2020, 12, 1) + dt.timedelta(days=number % 5000)
    return gf.Event(
        key="e",
        title=texts.text(title),
        start=day if number & 1 else gf.geneva(day.year, day.month, day.day, 12),
        status=STATUSES[number % len(STATUSES)],
        abstract=texts.perhaps(title),
        body=texts.body(body),
        venue=gf.Venue(name=texts.text(body), country="CH") if number & 2 else None,
        **_facts(number // 4, texts),
    )


@st.composite
def feeds(draw: st.DrawFn) -> gf.Catalogue:
    """Make a catalogue of an event and one to three announcements in six languages."""
    texts = _Told(draw(st.lists(st.sampled_from(_ODD) | WORDS, min_size=2, max_size=5)))
    number = draw(_NUMBERS)
    return catalogue(
        draw(_events(texts)),
        *(draw(_announcements(f"a{place}", texts)) for place in range(1 + number % 3)),
        title=texts.text(number),
        abstract=texts.perhaps(number),
        languages=_LANGUAGES,
        fallback=[_LANGUAGES[(number + place) % len(_LANGUAGES)] for place in range(number // 4 % 4)],
        publisher=gf.Organizer(name=texts.text(number // 8), address=(None, "press@un.org")[number % 2]),
        topics=[
            gf.Topic(key=key, label=texts.text(number + place), scheme=("https://un.org/t?a=1&b=2", None)[place])
            for place, key in enumerate(_TOPICS)
        ],
        published=PUBLISHED,
    )
