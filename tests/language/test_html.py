"""HTML: cleaned for feeds, and turned into plain text for calendars."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gcmfeeds.language.choose import Chosen
from gcmfeeds.language.html import TAGS, as_html, clean_html, plain_text, tagged_html, tagged_span
from gcmfeeds.model.text import ILLEGAL


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p onclick='x'>a <b>b</b></p>", "<p>a <b>b</b></p>"),
        ("a<script>alert(1)</script><style>p{}</style>b", "ab"),
        ("<a href='javascript:alert(1)'>x</a>", "<a>x</a>"),
        ("<a href='https://un.org/' class='x' style='y'>x</a>", '<a href="https://un.org/">x</a>'),
        ("<iframe src='https://un.org/'></iframe><p>a", "<p>a</p>"),
        ("a]]>b", "a]]&gt;b"),
        ("&amp; &lt;b&gt; &eacute; &amp;amp; &", "&amp; &lt;b&gt; é &amp;amp; &amp;"),
        ("<p style='x'>a</p><svg><a href='javascript:x'>b</a></svg>", "<p>a</p>"),
        ("<img src='data:image/png;base64,AA' onerror='x' alt='a'>", '<img alt="a">'),
        ("<a href='java\nscript:alert(1)'>a</a><a href='vbscript:x'>b</a>", "<a>a</a><a>b</a>"),
        ("<form action='/'><input value='a'>b</form><object data='x'>c</object><base href='/x'>", "bc"),
        ("a&#1;&#x202e;b", "ab"),
        ("a&#13;&#10;b&#11;c&#12;d&#x2028;e\x0bf\ud800", "a\nb\nc\nd\ne\nf"),
        ("<!-- a -->b", "b"),
        ('<p lang="ar" dir="rtl">a</p>', '<p lang="ar" dir="rtl">a</p>'),
    ],
)
def test_what_survives(html, expected):
    """Only harmless elements, attributes and addresses survive, and no character that XML forbids."""
    assert clean_html(html) == expected


def test_relative_addresses():
    """A relative address is made absolute against the base, and dropped without one."""
    assert clean_html("<a href='/r'>x</a>", "https://un.org/a/") == '<a href="https://un.org/r">x</a>'
    assert clean_html("<a href='/r'>x</a>") == "<a>x</a>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Premier<br>r>Second&nbsp;: texte</p>", "<p>Premier<br><br>Second&nbsp;: texte</p>"),
        ("r>Début", "<br>Début"),
        ("a\nbr />b", "a\n<br>b"),
        ("corrélation r>0,5", "corrélation r&gt;0,5"),
        ("r>0.5 is much", "r&gt;0.5 is much"),
        ("r > 3", "r &gt; 3"),
        ("R > S is true", "R &gt; S is true"),
    ],
)
def test_half_a_break(html, expected):
    """What is left of a torn break at the start of a line is one again; a comparison stays."""
    assert clean_html(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<p>Premier<br>r>Second&nbsp;: texte</p><p>&nbsp;</p>", "Premier\n\nSecond\u00a0: texte"),
        ("a&nbsp;&nbsp; b \n c", "a b c"),
        ("<ul><li>a</li><li>b<ol><li>c</li><li>d</li></ol></li></ul>e", "- a\n- b\n  1. c\n  2. d\n\ne"),
        ("<li>a</li>", "- a"),
        ("<ol start='5'><li>a</li></ol><ol start='x'><li>b</li></ol>", "5. a\n\n1. b"),
        ("<h1>a</h1>b<article>c</article><address>d</address>e", "a\n\nb\n\nc\n\nd\n\ne"),
        ("<p>Voir <a href='https://un.org/'>le site</a>.</p>", "Voir le site (https://un.org/)."),
        ("<a href='https://un.org/'>https://un.org/</a>", "https://un.org/"),
        ("<a href='mailto:a@un.org'>a@un.org</a> <a href='mailto:b@un.org'></a>", "a@un.org b@un.org"),
        ("<table><tr><th>a</th><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("a <pre>b\n  c</pre>", "a\n\nb\n  c"),
        ("<img src='https://un.org/a.png' alt='A picture'><img src='https://un.org/b.png'>", "A picture"),
        ("&lt;b&gt; &amp; ]]&gt;", "<b> & ]]>"),
        ("a <b> b</b>", "a b"),
        ("", ""),
    ],
)
def test_plain_text(html, expected):
    """Paragraphs, lists, tables, links and pictures read well as text."""
    assert plain_text(html) == expected


@given(st.text(st.sampled_from("<>/&;#x r\nabliuop=\"'") | st.characters()))
def test_any_html_ends_as_clean_text(html):
    """Whatever is given: what is cleaned is clean, and stays as it is when it is cleaned again."""
    cleaned = clean_html(html)
    assert not ILLEGAL.search(cleaned)
    assert "<script" not in cleaned.lower()
    assert clean_html(cleaned) == cleaned
    assert not ILLEGAL.search(plain_text(html))


def test_text_as_html():
    """Plain text becomes paragraphs and breaks, its signs escaped."""
    assert as_html("a & <b>\nc\n\nd") == "<p>a &amp; &lt;b&gt;<br>c</p><p>d</p>"


def test_language_and_direction():
    """HTML says its language and direction; a text in another language than what is around it too."""
    assert tagged_html("<p>a</p>", "ar") == '<div lang="ar" dir="rtl"><p>a</p></div>'
    assert tagged_span(Chosen("a<", "ar"), "fr") == '<span lang="ar" dir="rtl">a&lt;</span>'
    assert tagged_span(Chosen("a<", "fr"), "fr") == tagged_span(Chosen("a<"), "fr") == "a&lt;"


def test_a_text_without_language_that_runs_the_other_way():
    """A name, symbol or address is kept apart from words of the other direction, so that its signs stay at its ends."""
    assert tagged_span(Chosen("https://un.org/"), "ar") == "<bdi>https://un.org/</bdi>"
    assert tagged_span(Chosen("جنيف"), "fr") == "<bdi>جنيف</bdi>"
    assert tagged_span(Chosen("جنيف"), "ar") == "جنيف"
    assert tagged_span(Chosen(" – 2020"), "ar") == " – 2020"


def test_no_element_that_runs():
    """The list of elements holds none that runs, frames or styles."""
    assert not TAGS & {"script", "style", "iframe", "object", "embed", "form", "link", "meta", "svg"}
