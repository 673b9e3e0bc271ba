"""Feed rules: what validators and readers ask for holds of every feed, and each check finds what is wrong."""

import pytest
from lxml import etree

from interop.rulebook import IN_PROSE, RULES

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:ev="http://purl.org/rss/1.0/modules/event/" xml:lang="fr">
  <id>tag:un.org,2020:catalogue/feed/fr</id>
  <title>Pacte</title>
  <updated>2020-12-02T09:00:00+01:00</updated>
  <author><name>Réseau</name></author>
  <generator>gcmfeeds</generator>
  <link rel="alternate" href="https://un.org/"/>
  <link rel="self" type="application/atom+xml" href="https://un.org/fr/feed.atom"/>
  <entry xml:lang="fr">
    <id>tag:un.org,2020:event/b/fr</id>
    <title>Deux</title>
    <updated>2020-12-02T09:00:00+01:00</updated>
    <published>2020-12-02T09:00:00+01:00</published>
    <author><name>Réseau</name></author>
    <source><id>tag:un.org,2020:x</id><title>X</title><updated>2020-12-02T09:00:00+01:00</updated></source>
    <link rel="alternate" hreflang="fr" type="text/html" href="https://un.org/fr/b"/>
    <link rel="alternate" hreflang="en" type="text/html" href="https://un.org/en/b"/>
    <link rel="alternate" type="text/html" href="https://un.org/fr/b"/>
    <link rel="enclosure" type="image/png" length="9" href="https://un.org/b.png"/>
    <content type="html">&lt;div lang="fr" dir="ltr"&gt;&lt;a href="https://un.org/"&gt;Deux&lt;/a&gt;&lt;/div&gt;</content>
    <ev:startdate>2020-12-01</ev:startdate><ev:enddate>2020-12-01</ev:enddate>
  </entry>
  <entry xml:lang="ar">
    <id>tag:un.org,2020:event/a/ar</id>
    <title>واحد</title>
    <updated>2020-12-01T09:00:00+01:00</updated>
    <published>2020-12-01T09:00:00+01:00</published>
    <author><name>Réseau</name></author>
    <content type="html">&lt;div lang="ar" dir="rtl"&gt;واحد&lt;/div&gt;</content>
  </entry>
</feed>
"""
RSS = """\
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:ev="http://purl.org/rss/1.0/modules/event/">
  <channel>
    <title>Pacte</title>
    <link>https://un.org/</link>
    <description>Le Pacte.</description>
    <language>fr</language>
    <generator>gcmfeeds</generator>
    <atom:link rel="self" type="application/rss+xml" href="https://un.org/fr/feed.rss"/>
    <lastBuildDate>Wed, 02 Dec 2020 09:00:00 +0100</lastBuildDate>
    <item>
      <title>Deux</title>
      <link>https://un.org/fr/b</link>
      <description>Un résumé.</description>
      <content:encoded>&lt;div lang="fr" dir="ltr"&gt;&lt;a href="https://un.org/"&gt;Deux&lt;/a&gt;&lt;/div&gt;</content:encoded>
      <guid isPermaLink="false">tag:un.org,2020:event/b/fr</guid>
      <category domain="https://un.org/topics">Rapport</category>
      <enclosure url="https://un.org/b.png" length="9" type="image/png"/>
      <pubDate>Wed, 02 Dec 2020 09:00:00 +0100</pubDate>
      <dc:creator>Réseau</dc:creator>
      <dc:language>fr</dc:language>
      <atom:updated>2020-12-02T09:00:00+01:00</atom:updated>
      <atom:link rel="related" hreflang="en" type="text/html" href="https://un.org/en/b"/>
      <ev:startdate>2020-12-01</ev:startdate><ev:enddate>2020-12-01</ev:enddate>
    </item>
    <item>
      <title>واحد</title>
      <description>&lt;div lang="ar" dir="rtl"&gt;واحد&lt;/div&gt;</description>
      <guid isPermaLink="false">tag:un.org,2020:event/a/ar</guid>
      <pubDate>Tue, 01 Dec 2020 09:00:00 +0100</pubDate>
      <dc:creator>Réseau</dc:creator>
      <dc:language>ar</dc:language>
      <atom:updated>2020-12-01T09:00:00+01:00</atom:updated>
    </item>
  </channel>
</rss>
"""
WHOLE = {".atom": ATOM, ".rss": RSS}
AT = 'xmlns:at="http://purl.org/atompub/tombstones/1.0"'
STONE = f'<at:deleted-entry {AT} ref="{{}}" when="2020-12-01T09:00:00+01:00"/>'
ARABIC = '<description>&lt;div lang="ar" dir="rtl"&gt;واحد&lt;/div&gt;</description>'
UPDATED = "<updated>2020-12-01T09:00:00+01:00</updated>"

SPOILT = {
    "illegal_characters": (".atom", "Deux", "De\u202eux"),
    "missing_self": (".rss", 'rel="self"', 'rel="related"'),
    "self_with_another_type": (".rss", "application/rss+xml", "application/atom+xml"),
    "relative_addresses": (".atom", "https://un.org/b.png", "/b.png"),
    "relative_references": (".atom", 'href="https://un.org/"&gt;', 'href="javascript:alert(1)"&gt;'),
    "security_risk": (".rss", "&gt;Deux", " onclick='x()'&gt;Deux"),
    "body_without_direction": (".atom", ' dir="rtl"', ""),
    "undeclared_html": (".rss", "Deux", "&lt;b&gt;Deux&lt;/b&gt;"),
    "empty_texts": (".atom", "<title>Deux", "<title>"),
    "invalid_language": (".atom", 'hreflang="en"', 'hreflang="zh_CN"'),
    "missing_language": (".rss", "<dc:language>ar</dc:language>", ""),
    "duplicate_ids": (".atom", "tag:un.org,2020:event/a/ar", "tag:un.org,2020:event/b/fr"),
    "ids_that_are_no_tag": (".rss", "tag:un.org,2020:event/a/ar", "https://un.org/a/ar"),
    "ids_of_another_language": (".atom", "event/a/ar", "event/a/fr"),
    "missing_content": (".rss", ARABIC, ""),
    "generator_with_version": (".atom", "<generator>", '<generator version="1.0">'),
    "tombstones_declared_in_vain": (".rss", 'version="2.0"', f'version="2.0" {AT}'),
    "unknown_namespaces": (".rss", "<guid", '<x xmlns="https://un.org/x"/><guid'),
    "length_that_is_no_number": (".rss", 'length="9"', 'length="None"'),
    "invalid_media_type": (".atom", 'content type="html"', 'content type="CDATA"'),
    "unregistered_relations": (".atom", 'rel="enclosure"', 'rel="canonical"'),
    "history_in_entries": (".atom", 'rel="enclosure"', 'rel="next"'),
    "invalid_event_dates": (".rss", "<ev:enddate>2020-12-01", "<ev:enddate>2020-11-31"),
    "oldest_first": (".rss", "Tue, 01 Dec 2020", "Thu, 03 Dec 2020"),
    "missing_dates": (".atom", "<published>2020-12-01T09:00:00+01:00</published>", ""),
    "updated_before_published": (".atom", UPDATED, UPDATED.replace("12-01", "11-30")),
    "updated_is_not_the_latest": (".atom", "<updated>2020-12-02", "<updated>2020-12-03"),
    "markup": (".atom", "<title>Deux", '<title type="html">Deux'),
    "invalid_moments": (".atom", UPDATED, UPDATED.replace("+01:00", "Z")),
    "duplicate_alternates": (".atom", 'hreflang="en"', 'hreflang="fr"'),
    "first_and_last_alternate_differ": (".atom", '<link rel="alternate" type="text/html"', '<link rel="via"'),
    "xhtml": (".atom", "<title>Deux", '<title type="xhtml">Deux'),
    "prefixed_atom": (".atom", "<feed ", '<feed xmlns:atom="http://www.w3.org/2005/Atom" '),
    "missing_author": (".atom", "<author><name>Réseau</name></author>", ""),
    "thin_source": (".atom", "<id>tag:un.org,2020:x</id>", ""),
    "tombstones_after_entries": (".atom", "</feed>", f"{STONE.format('tag:un.org,2020:event/c/fr')}</feed>"),
    "description_after_content": (".rss", "<description>Un résumé.</description>", ""),
    "authors_in_rss": (".rss", "<dc:creator>", "<author>press@un.org</author><dc:creator>"),
    "missing_creator": (".rss", "<dc:creator>Réseau</dc:creator>", ""),
    "several_enclosures": (".rss", "<enclosure", '<enclosure url="https://un.org/" length="1" type="a/b"/><enclosure'),
    "thin_enclosure": (".rss", ' length="9"', ""),
    "guid_that_is_a_permalink": (".rss", ' isPermaLink="false"', ""),
    "invalid_dates": (".rss", "<pubDate>Wed", "<pubDate>Mon"),
    "alternates_in_rss": (".rss", 'rel="related"', 'rel="alternate"'),
    "doubled_elements": (".rss", "<dc:language>ar</dc:language>", "<dc:language>ar</dc:language>" * 2),
    "missing_elements": (".rss", "<description>Le Pacte.</description>", ""),
    "tombstones_in_rss": (".rss", "<item>", f"{STONE.format('tag:un.org,2020:event/c/fr')}<item>"),
}
"""For each rule, how the smallest whole feed is spoilt: its format, what goes, and what comes instead."""

ALSO_SPOILT = [
    ("duplicate_ids", ".atom", "<entry ", f"{STONE.format('tag:un.org,2020:event/a/ar')}<entry "),
    ("security_risk", ".atom", "&gt;Deux", "&gt;&lt;iframe&gt;&lt;/iframe&gt;Deux"),
    ("security_risk", ".atom", "&gt;Deux", "&gt;&lt;script&gt;x()&lt;/script&gt;Deux"),
    ("relative_references", ".rss", 'href="https://un.org/"&gt;', 'href="../x"&gt;'),
    ("relative_addresses", ".rss", "<link>https://un.org/fr/b", "<link>fr/b"),
    ("invalid_language", ".rss", "<language>fr", "<language>iw"),
    ("invalid_language", ".atom", 'lang="ar" dir', 'lang="ar_AE" dir'),
    ("invalid_dates", ".rss", "09:00:00 +0100</pubDate>", "09:00:00 CET</pubDate>"),
    ("invalid_moments", ".atom", UPDATED, UPDATED.replace(":00+01:00", ":00.5+01:00")),
    ("invalid_event_dates", ".atom", "<ev:enddate>2020-12-01", "<ev:enddate>2020-11-30"),
    ("updated_is_not_the_latest", ".rss", "<lastBuildDate>Wed, 02", "<lastBuildDate>Tue, 01"),
    ("missing_self", ".atom", 'rel="self"', 'rel="related"'),
    ("body_without_direction", ".rss", "Un résumé.</description>", "Un résumé.</description><content:encoded/>"),
    ("guid_that_is_a_permalink", ".rss", '<guid isPermaLink="false">tag:un.org,2020:event/a/ar</guid>', ""),
]


@pytest.fixture(scope="module")
def parsed(feeds):
    """Give every feed as a tree, by format and name."""
    return {
        suffix: {one.name: etree.fromstring(one.path.read_bytes()) for one in feeds if one.path.suffix == suffix}
        for suffix in RULES
    }


@pytest.mark.parametrize(
    ("rule", "suffix"),
    [
        pytest.param(rule, suffix, id=f"{rule.__name__}{suffix}")
        for suffix, rules in RULES.items()
        for rule in (*rules, *IN_PROSE)
    ],
)
def test_every_feed_keeps_the_rule(parsed, rule, suffix):
    """No feed has what the rule finds."""
    asked = {name: feed for name, feed in parsed[suffix].items() if rule not in IN_PROSE or "hostile" not in name}
    assert {name: found for name, feed in asked.items() if (found := list(rule(feed)))} == {}


@pytest.mark.parametrize("suffix", RULES)
def test_the_smallest_feed_keeps_every_rule(suffix):
    """What is spoilt below is right before."""
    whole = etree.fromstring(WHOLE[suffix].encode())
    assert {rule.__name__: found for rule in (*RULES[suffix], *IN_PROSE) if (found := list(rule(whole)))} == {}


@pytest.mark.parametrize(
    ("name", "suffix", "before", "after"), [*((name, *how) for name, how in SPOILT.items()), *ALSO_SPOILT]
)
def test_a_rule_finds_what_is_wrong(name, suffix, before, after):
    """A rule finds the smallest feed that breaks it."""
    (rule,) = (rule for rule in (*RULES[suffix], *IN_PROSE) if rule.__name__ == name)
    assert before in WHOLE[suffix]
    assert list(rule(etree.fromstring(WHOLE[suffix].replace(before, after, 1).encode()))) != []


def test_every_rule_is_tried():
    """There is a spoilt feed for each rule."""
    assert {rule.__name__ for rules in (*RULES.values(), IN_PROSE) for rule in rules} == set(SPOILT)
