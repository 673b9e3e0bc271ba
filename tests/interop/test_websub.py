"""WebSub: what is new in a feed reaches those who subscribed at its hub."""

import pytest
from typer.testing import CliRunner

import gcmfeeds as gf
from gcmfeeds.cli import app
from samples import CATALOGUE, source_of
from websub import Hub, Site, Subscriber, post

NOW = gf.geneva(2020, 12, 1, 12)
EVENT = 'start = 2020-12-20\ntitle = { en = "Launch", fr = "Lancement" }\npublished = 2020-11-30T20:33:00\n'
NEWS = 'title = { fr = "Un rapport" }\npublished = 2020-12-01T09:00:00\n'


@pytest.fixture
def hub():
    """Run a hub."""
    with Hub() as running:
        yield running


@pytest.fixture
def web(tmp_path):
    """Serve the folder into which the catalogue is built."""
    with Site(tmp_path / "site") as running:
        yield running


@pytest.fixture
def source(tmp_path, hub, web):
    """Make a small catalogue that names the hub, and build it where it is served."""
    source = source_of(tmp_path, EVENT)
    head = CATALOGUE.replace("https://un.org/calendar/", web.url)
    (source / "catalogue.toml").write_text(f'hubs = ["{hub.url}"]\n{head}')
    gf.build(source, web.folder, moment=NOW)
    return source


def notify(source, web):
    """Run the command; give the lines that it says."""
    result = CliRunner().invoke(app, ["notify", str(source), "--site", str(web.folder)], env={"NO_PROXY": "*"})
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout.splitlines()


@pytest.mark.parametrize("name", ["feed.atom", "feed.rss"])
@pytest.mark.parametrize("secret", ["", "a secret"])
def test_a_new_entry_reaches_subscribers(source, web, hub, name, secret):
    """Who found the hub in a feed and subscribed is sent the feed with its new entry, signed if so agreed, once."""
    with Subscriber(f"{web.url}fr/{name}", secret) as subscriber:
        assert subscriber.status == 202
        assert len(notify(source, web)) == 6
        (source / "announcements").mkdir()
        (source / "announcements" / "report.toml").write_text(NEWS)
        gf.build(source, web.folder, moment=NOW)
        topics = [f"{web.url}fr/feed.{suffix}" for suffix in ("atom", "json", "rss")]
        assert notify(source, web) == [f"{topic} at {hub.url}: told" for topic in topics]
        assert notify(source, web) == ["Nothing to tell: no feed changed since the hubs were told"]
        seen = [[entry.title for entry in feed.entries] for feed in subscriber.delivered]
        assert seen == [["Lancement"], ["Un rapport", "Lancement"]]
        assert {feed.bozo for feed in subscriber.delivered} == {False}


def test_what_others_send_is_not_taken(source, web):
    """With a secret, a subscriber of the hub takes nothing that is not signed with it."""
    with Subscriber(f"{web.url}fr/feed.atom", "a secret") as subscriber:
        for signature in ("", "sha256=00"):
            headers = {"Link": f'<{subscriber.topic}>; rel="self"', "X-Hub-Signature": signature}
            post(f"{subscriber.url}here", b"<feed/>", headers)
        assert subscriber.delivered == []
        notify(source, web)
        assert len(subscriber.delivered) == 1
