"""Reading: what feeds of others say, and what becomes of it."""

import pytest

import gcmfeeds as gf
from gcmfeeds.interop.foreign_feed.parse import parse_feed
from interop.foreign_feed.feeds import DATE, LAUNCH, UPDATED, atom, entry, item, one, rss

NO_FIELD = "nothing in an announcement says this"
NO_WEB = "it is no http(s) address"


def test_words():
    """Title and summary are plain, and the content is clean HTML with absolute addresses."""
    lines = (
        "<link>https://un.org/a/b</link><description>x &amp;lt; &lt;b&gt;y&lt;/b&gt;</description>"
        "<content:encoded>&lt;p onclick='x'&gt;&lt;a href='c'&gt;z&lt;/a&gt;"
        "&lt;script&gt;1&lt;/script&gt;</content:encoded>"
    )
    found, notes = item(lines)
    assert found.abstract == gf.Text(en="x < y")
    assert found.body == gf.Text(en='<p><a href="https://un.org/a/c">z</a></p>')
    assert (found.published, found.url, notes) == (LAUNCH, gf.Text("https://un.org/a/b"), [])


def test_atoms_words():
    """Of Atom's constructs text, HTML and XHTML are told apart, and each element names its language and base."""
    found, notes = entry(
        '<title type="html">B</title><summary xml:lang="fr">&lt;i&gt;</summary>'
        '<content type="xhtml" xml:base="https://un.org/x/"><div xmlns="http://www.w3.org/1999/xhtml">'
        '<p><a href="y">z</a></p></div></content>'
    )
    assert found.abstract == gf.Text(fr="<i>")
    assert found.body == gf.Text(en='<p><a href="https://un.org/x/y">z</a></p>')
    assert notes == [("title", "B", "title says otherwise")]
    assert item("<title>A</title><dc:title>A</dc:title>")[1] == []
    assert entry('<content type="text">a &lt; b\n\nc</content>')[0].body == gf.Text(en="<p>a &lt; b</p><p>c</p>")


def test_a_description_alone():
    """A description is a paragraph if it is plain, and the content if it is HTML; of the same twice it is once."""
    assert item("<description>x</description>")[0].abstract == gf.Text(en="x")
    found = item("<description>&lt;p&gt;x&lt;/p&gt;</description>")[0]
    assert (found.abstract, found.body) == (None, gf.Text(en="<p>x</p>"))
    both = "<description>x</description><content:encoded>x</content:encoded>"
    assert (item(both)[0].abstract, item(both)[0].body) == (None, gf.Text(en="x"))
    assert item("<content:encoded>&lt;script&gt;</content:encoded>")[0].body is None


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (
            '<content src="https://un.org/x.pdf" type="application/pdf"/>',
            ("https://un.org/x.pdf", "it stands elsewhere"),
        ),
        ('<content type="image/png">aGVq</content>', ("", "it is no text but image/png")),
    ],
)
def test_a_content_that_is_none(content, note):
    """A content that stands elsewhere, or is no text, is noted."""
    found, notes = entry(content)
    assert (found.body, notes) == (None, [("content", *note)])


def test_languages():
    """A text is in the language of its element, else of the entry, the feed, or what is given, else in English."""
    assert item("<dc:language>FR_ch</dc:language>")[0].title == gf.Text({"fr-CH": "A"})
    assert item("", language="es")[0].title == gf.Text(es="A")
    head = rss(f"<title>A</title>{DATE}", head="<language>ru</language>")
    assert one(head, language="es")[0].title == gf.Text(ru="A")
    entries = atom(f"<title>A</title>{UPDATED}", f'<title xml:lang="en">B</title>{UPDATED}', attributes='xml:lang="ar"')
    announcements, report = gf.from_feed(entries)
    assert [found.title.languages for found in announcements] == [("ar",), ("en",)]
    assert report.languages == ("ar", "en")
    found, notes = item("<dc:language>french please</dc:language>")
    assert (found.title, notes) == (gf.Text(en="A"), [("language", "french please", "it is no language tag")])


def test_relative_addresses():
    """A relative address is one to the xml:base around it, else to where the feed or its page is."""
    words = f'<title>A</title>{UPDATED}<link href="b"/>'
    assert one(atom(words, attributes='xml:base="https://un.org/a/"'))[0].url == gf.Text("https://un.org/a/b")
    head = "<link rel='self' href='https://un.org/f/'/>"
    assert one(atom(words, head=head))[0].url == gf.Text("https://un.org/f/b")


def test_the_page_in_several_languages():
    """Links with hreflang are the page in several languages; the one without is that of the entry's own."""
    link = '<link href="https://un.org/{0}" hreflang="{0}"/>'
    bare = '<link href="https://un.org/{}"/>'
    assert entry(link.format("fr"))[0].url == gf.Text(fr="https://un.org/fr")
    assert entry(link.format("en") + link.format("fr") + bare.format("en"))[0].url == gf.Text(
        en="https://un.org/en", fr="https://un.org/fr"
    )
    assert entry(link.format("fr") + bare.format("x"))[0].url == gf.Text(en="https://un.org/x", fr="https://un.org/fr")
    found, notes = entry(bare.format("x") + bare.format("y") + '<link href="mailto:a@un.org"/>')
    assert found.url == gf.Text("https://un.org/x")
    assert notes == [
        ("link", "https://un.org/y", "it stands more than once in a language"),
        ("link", "mailto:a@un.org", NO_WEB),
    ]


def test_a_guid_is_a_page():
    """A guid that is an address is the page where there is no other, if it does not say that it is none."""
    assert item("<guid>https://un.org/a</guid>")[0].url == gf.Text("https://un.org/a")
    assert item('<guid isPermaLink="false">https://un.org/a</guid>')[0].url is None
    assert item("<guid>https://un.org/a</guid><link>https://un.org/b</link>")[0].url == gf.Text("https://un.org/b")
    assert item("<guid>17</guid>")[0].url is None


def test_other_links():
    """Links to what goes with an entry are documents; others are noted, but its own and where it is edited."""
    found, notes = entry(
        '<link rel="related" href="https://un.org/r.pdf" type="application/pdf" title="R" length="7" hreflang="fr"/>'
        '<link rel="self" href="https://un.org/s"/><link rel="edit" href="https://un.org/e"/>'
        '<link rel="via" href="https://un.org/v"/><link href="https://un.org/p.pdf" type="application/pdf"/>'
        '<link rel="related" href="https://un.org/e.ics" type="text/calendar"/><link rel="related"/>'
    )
    url = {"fr": "https://un.org/r.pdf"}
    document = gf.Document(title={"en": "R"}, url=url, media_type="application/pdf", length=7)
    assert found.documents == (document,)
    assert notes == [
        ("link via", "https://un.org/v", NO_FIELD),
        ("link alternate", "https://un.org/p.pdf", "a page is HTML, and this is application/pdf"),
        ("link related", "https://un.org/e.ics", "an event stands in its calendar: import that"),
    ]


def test_enclosures():
    """The first picture is the image; what else is enclosed are documents, each address once."""
    found, notes = item(
        '<enclosure url="https://un.org/a.mp3" type="audio/mpeg; x=y" length="0"/>'
        '<media:group><media:content url="https://un.org/i.JPG" medium="image" fileSize="9">'
        "<media:title>I</media:title><media:credit>Awa</media:credit></media:content></media:group>"
        '<media:thumbnail url="https://un.org/i.JPG"/><media:thumbnail url="https://un.org/j.png"/>'
        '<media:content url="https://un.org/v" type="video" fileSize="much"/><enclosure url="cid:x"/>'
    )
    assert found.image == gf.Image(url="https://un.org/i.JPG", alt={"en": "I"}, media_type="image/jpeg", length=9)
    assert found.documents == (
        gf.Document(title="a.mp3", url="https://un.org/a.mp3", media_type="audio/mpeg"),
        gf.Document(title="v", url="https://un.org/v"),
    )
    assert notes == [
        ("media:credit", "Awa", NO_FIELD),
        ("enclosure", "cid:x", NO_WEB),
        ("media:content", "video", "it is no media type"),
        ("media:content", "much", "it is no length in octets below 2147483648"),
        ("media:thumbnail", "https://un.org/j.png", "an announcement has one picture"),
    ]


def test_authors():
    """The first author is carried with address and page, else the feed's; the others are noted."""
    awa = "<author><name>Awa</name><email>awa@un.org</email><uri>https://un.org/awa</uri></author>"
    found, notes = entry(f"{awa}<author><email>bob@un.org</email></author>")
    assert found.author == gf.Organizer(name="Awa", address="awa@un.org", url="https://un.org/awa")
    assert notes == [("author", "bob@un.org", "an announcement has one author: the first")]
    data = atom(f"<title>A</title>{UPDATED}", head="<title>F</title><author><name>Feed</name></author>")
    assert one(data)[0].author == gf.Organizer(name="Feed")
    assert item("<author>awa@un.org (Awa)</author>")[0].author == gf.Organizer(name="Awa", address="awa@un.org")
    found, notes = entry("<author><name>A</name><email>nobody</email><uri>x:y</uri></author>")
    assert found.author == gf.Organizer(name="A")
    assert notes == [("author", "x:y", NO_WEB), ("author", "nobody", "it is no mail address")]
    found, notes = entry("<author><name>&#x200B;</name></author>")
    assert (found.author, notes) == (None, [("author", "", "there is nothing to see in it")])


def test_feedparser_mixes_authors_up():
    """Feedparser gives an author without a name that of the one before: so it sees the first alone."""
    people = "<author><name>Awa</name></author><author><email>bob@un.org</email></author>"
    _, (found,) = parse_feed(atom(people))
    assert found.authors[1] == {"name": "Awa", "email": "bob@un.org"}


def test_topics():
    """A category is a topic with its label, by its term if that is a key; each stands once."""
    data = atom(
        f'<title>A</title>{UPDATED}<category term="a" label="Label" scheme="https://un.org/t"/><category term="État"/>',
        f'<title>B</title>{UPDATED}<category term="État" scheme="urn:x"/><category term="a"/>'
        '<category term="&#x200B;"/><category scheme="https://un.org/t"/>',
    )
    announcements, report = gf.from_feed(data)
    assert [found.topics for found in announcements] == [("a", "etat"), ("etat", "a-e8b7be43")]
    assert [(topic.label, topic.scheme) for topic in report.topics] == [
        (gf.Text(en="Label"), "https://un.org/t"),
        (gf.Text(en="État"), None),
        (gf.Text(en="a"), None),
    ]
    assert [(note.value, note.reason) for note in report.notes if note.property == "category"] == [
        ("urn:x", "the list it is from has no http(s) address"),
        ("\u200b", "there is nothing to see in it"),
        ("", "there is nothing to see in it"),
    ]


def test_dates():
    """An entry went out when it says, else when it changed, else when the feed did; what has no date is not carried."""
    words = "<title>A</title>"
    both = "<published>2020-12-01T14:00:00Z</published><updated>2020-12-01T15:00:00Z</updated>"
    found, notes = one(atom(words + both))
    assert (found.published, found.updated, notes) == (LAUNCH, gf.geneva(2020, 12, 1, 16), [])
    assert one(atom(words + UPDATED))[0].published == LAUNCH
    found, notes = one(rss(words, head="<lastBuildDate>Tue, 01 Dec 2020 15:00:00 +0100</lastBuildDate>"))
    assert (found.published, notes[0][2]) == (LAUNCH, "it has no date: that of the feed stands for it")
    assert one(rss(words)) == (None, [("entry", "A", "it was not carried: nothing says when it went out")])
    found, notes = one(atom(f"{words}{UPDATED}<published>2020-12-02T15:00:00Z</published>"))
    assert (found.updated, notes[0][2]) == (None, "it is before it went out")


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("yesterday", "it is no date and time"),
        ("9999999", "must be in a year from 1902 to 2999"),
        ("Mon, 01 Jan 0001 00:00:00 +0000", "its year is none"),
        ("0000-01-01T00:00:00Z", "its year is none"),
        ("2020-12-01T15:00:00", "it has no zone: it was taken for one in UTC"),
        ("2020-13-01T15:00:00Z", "it was read as 2021-01-01 15:00:00 UTC"),
        ("9999-12-31T23:59:59-12:00", "it is beyond all years"),
    ],
)
def test_dates_that_are_none(raw, reason):
    """A date that is none, or that no standard allows, is noted."""
    _, notes = one(rss(f"<title>A</title><pubDate>{raw}</pubDate>"))
    assert reason in notes[0][2]


def test_entries_without_a_title():
    """What has no title is called by its first words; what has no words is not carried."""
    found, notes = one(rss(f"{DATE}<description>{'word ' * 30}</description>"))
    assert found.title == gf.Text(en=f"{'word ' * 15}word…")
    assert notes[0][2] == "it has none: its first words stand for it"
    assert one(rss(f"{DATE}<description>Short</description>"))[0].title == gf.Text(en="Short")
    assert one(rss(f"{DATE}<guid>x</guid>")) == (None, [("entry", "x", "it was not carried: there are no words in it")])


def test_what_nobody_takes():
    """Each element that says something and is not carried is a note with its reason; an empty one says nothing."""
    _, notes = item(
        '<comments>https://un.org/c</comments><ev:startdate>2020</ev:startdate><source url="https://x.org">X</source>'
        '<x:y z="1"/><x:empty/><rights>mine</rights>'
    )
    assert [(name, value) for name, value, _ in notes] == [
        ("comments", "https://un.org/c"),
        ("ev:startdate", "2020"),
        ("source", "X"),
        ("x:y", "1"),
        ("rights", "mine"),
    ]


def test_the_feed_itself():
    """Title, paragraph and page of a feed are told; what else it says of itself is noted, and that it goes on."""
    head = (
        "<title>T</title><subtitle>S</subtitle><link rel='self' href='https://www.un.org/f'/>"
        "<link href='https://www.un.org/fr' hreflang='fr'/><link href='/'/><link rel='next' href='https://un.org/2'/>"
        "<link rel='license' href='https://un.org/l'/><logo>x</logo><generator>G</generator><link rel='hub' href='x'/>"
    )
    _, report = gf.from_feed(atom(head=head))
    assert (report.title, report.description) == (gf.Text(en="T"), gf.Text(en="S"))
    assert (report.url, report.authority, report.since) == ("https://www.un.org/", "un.org", None)
    assert [(note.property, note.reason.partition(":")[0]) for note in report.notes] == [
        ("link next", "the file is a part of a feed"),
        ("link license", "a catalogue says this by itself"),
        ("logo", "a catalogue says this by itself"),
    ]
    _, report = gf.from_feed(b"<rss version='2.0'><channel/><channel><title>B</title></channel><x>y</x></rss>")
    assert (report.title, report.authority) == (None, "example.org")
    assert [(note.property, note.value) for note in report.notes] == [("x", "y"), ("channel", "B")]


def test_keys():
    """A key is made of the end of the page's address, else of the title, and of the id: it never changes."""
    items = [
        "<title>A b</title><guid>1</guid>",
        "<title>A b</title><guid>2</guid>",
        "<title>A</title><link>https://un.org/2020/New-Report.html</link>",
        "<title>تقرير</title><guid>3</guid>",
        "<title>C</title><guid>tag:un.org,2020:announcement/a-b-83dcefb7/en</guid>",
    ]
    announcements, report = gf.from_feed(rss(*(f"{lines}{DATE}" for lines in items)))
    keys = [found.key for found in announcements]
    assert keys == ["a-b-83dcefb8", "a-b-1ad5be0d", "new-report-e0bdac60", "6dd28e9b", "a-b-83dcefb7"]
    assert len(gf.from_feed(rss(*(f"{lines}{DATE}" for lines in items[1:])))[0]) == 4
    assert report.since == "2020"


def test_ids_that_stand_twice():
    """Of entries with one id the newest is carried, and of one item in two languages the first."""
    old = "<id>a</id><title>Old</title><updated>2020-01-01T00:00:00Z</updated>"
    new = f"<id>a</id><title>New</title>{UPDATED}"
    for data in (atom(old, new), atom(new, old)):
        found, notes = one(data)
        assert (found.title, notes) == (gf.Text(en="New"), [("entry", "Old", "the file has a newer one with its id")])
    assert one(atom("<id>a</id><title>A</title>", f"<id>a</id>{UPDATED}"))[1][0] == (
        "entry",
        "A",
        "the file has a newer one with its id",
    )
    assert one(atom("<id>a</id>", f"<id>a</id><title>A</title>{UPDATED}"))[1][0][1] == "a"
    own = "<id>tag:un.org,2020:announcement/x/{}</id><title>A</title>" + UPDATED
    announcements, report = gf.from_feed(atom(own.format("fr"), own.format("en")))
    assert [found.key for found in announcements] == ["x"]
    assert report.notes[0].reason == "the file has it in another language: put the two together by hand"


def test_tombstones():
    """An entry that was withdrawn is carried as such if the file has it all the same, and noted if not."""
    stone = '<at:deleted-entry ref="{}" when="{}"/>'
    gone = stone.format("b", "2021-01-01T00:00:00Z") + stone.format("c", "2021-01-01T00:00:00Z")
    head = gone + stone.format("a", "2021-01-01T00:00:00Z")
    found, notes = one(atom(f"<id>a</id><title>A</title>{UPDATED}", head=head))
    assert found.withdrawn == gf.geneva(2021, 1, 1, 1)
    reason = "it was withdrawn, and nothing else is said of it"
    assert notes == [("at:deleted-entry", f"{id_} 2021-01-01T00:00:00Z", reason) for id_ in "bc"]
    found, notes = one(atom(f"<id>a</id><title>A</title>{UPDATED}", head=stone.format("a", "2001-01-01T00:00:00Z")))
    assert (found.withdrawn, notes[0][2]) == (None, "it is before it went out")


def test_own_entries_that_differ():
    """The content of an entry of ours that says otherwise than we would, or in no language of ours, stays whole."""
    own = f"<id>tag:un.org,2020:announcement/x/en</id><title>A</title>{UPDATED}"
    paragraph, block = "&lt;p&gt;x&lt;/p&gt;", '&lt;div lang="en" dir="ltr"&gt;{}&lt;/div&gt;'
    for content, body in ((paragraph, "<p>x</p>"), (block.format(paragraph), "<p>x</p>")):
        assert one(atom(f'{own}<content type="html">{content}</content>'))[0].body == gf.Text(en=body)
    found = one(atom(f'{own}<content type="html">{block.format(paragraph)}</content>'), language="de")[0]
    assert found.body == gf.Text(de='<div lang="en" dir="ltr"><p>x</p></div>')
    assert one(atom(f'{own}<content type="html">{block.format("&lt;p&gt;A&lt;/p&gt;")}</content>'))[0].body is None


def test_long_and_invisible_words():
    """What is too long is cut, what no reader shows is taken out, and both are said."""
    _, notes = item(f"<description>{'a' * 100_001}</description>")
    assert notes[0][2] == "it was cut after 100000 characters"
    found, notes = item("<description>a\u202eb</description>")
    assert (found.abstract, notes[0][2]) == (gf.Text(en="ab"), "characters that no reader shows were taken out")
    found, notes = item(f"<author>{'a' * 201}</author>")
    assert (len(found.author.name.values[0]), notes[0][2]) == (200, "it was cut after 200 characters")
    found, notes = item("<category>a</category>" + "<category>b</category>" * 100)
    assert (len(found.topics), notes[0][2]) == (2, "the first 100 of 101 were looked at")
