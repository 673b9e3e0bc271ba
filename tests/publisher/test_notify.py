"""Notify: each hub is told of what changed, once, and what it was not told it is told next time."""

import datetime as dt
import itertools
import json
import os
import ssl
import subprocess
import threading

import attrs
import pytest
from typer.testing import CliRunner

import gcmfeeds as gf
from gcmfeeds.cli import app
from gcmfeeds.errors import PublishError, StoreError
from gcmfeeds.publisher.manifest import NAME, Manifest, file_of
from samples import catalogue, source_of
from websub import Server

BASE = "https://migrationnetwork.un.org/calendar/"
FEEDS = ["en/feed.atom", "en/feed.json", "fr/channels/a/feed.rss"]
TOPICS = [f"{BASE}{path}" for path in FEEDS]
OTHERS = ["en/calendar.ics", "en/archive/2020.atom", "en/events/feed.ics", "feeds.opml"]
LOST = (503, {}, b"")
TOLD = (204, {}, b"")


@attrs.define
class Clock:
    """Tell the time, and let it pass without waiting."""

    now: dt.datetime
    waits: list = attrs.field(factory=list)

    def __call__(self):
        """Give the moment."""
        return self.now

    def sleep(self, seconds):
        """Let it pass."""
        self.waits.append(seconds)
        self.now += dt.timedelta(seconds=seconds)


@pytest.fixture
def clock():
    """Give a clock."""
    return Clock(gf.geneva(2020, 12, 1, 12))


@pytest.fixture(autouse=True)
def _without_proxies(monkeypatch):
    """Take the proxies of whoever runs the tests away."""
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
def hubs():
    """Give what runs a hub that answers in turn, and then always as at last."""
    running = []

    def run(*answers, context=None):
        given = itertools.chain(answers or [TOLD], itertools.repeat((answers or [TOLD])[-1]))
        running.append(Server(lambda _: next(given), context))
        return running[-1]

    yield run
    for hub in running:
        hub.__exit__()


@pytest.fixture
def tell(tmp_path, clock):
    """Give what publishes feeds with these bytes, and tells hubs of them; it gives the report."""

    def told(*hubs, paths=FEEDS, body=b"", **options):
        publish(tmp_path, dict.fromkeys([*paths, *OTHERS], body))
        made = catalogue(hubs=[getattr(hub, "url", hub) for hub in hubs])
        memory = tmp_path / ".gcmfeeds" / "hubs.json"
        return gf.notify(made, tmp_path, memory=memory, clock=clock, sleep=clock.sleep, **options)

    return told


def publish(site, bodies, authority="migrationnetwork.un.org"):
    """Write the manifest of a tree with these files."""
    files = {path: file_of(body, "", 0) for path, body in bodies.items()}
    manifest = Manifest(authority=authority, since="2020", files=files, entries={})
    (site / NAME).write_bytes(manifest.to_bytes())


def outcomes(report):
    """Give the outcome and the reason of each telling."""
    return [(telling.outcome, telling.reason) for telling in report.tellings]


def topics(hub):
    """Give the feeds that a hub was told of, in order."""
    return [request.form["hub.url"] for request in hub.seen]


def test_what_a_hub_is_told(hubs, tell):
    """A first run tells each hub of each feed and nothing else, in the form that any hub takes."""
    one, other = hubs(), hubs()
    report = tell(one, other)
    assert [(telling.hub, telling.topic) for telling in report.tellings] == [
        (hub.url, topic) for hub in (one, other) for topic in TOPICS
    ]
    assert (set(outcomes(report)), report.failed) == ({("told", "")}, ())
    for hub in (one, other):
        assert [request.form for request in hub.seen] == [
            {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic} for topic in TOPICS
        ]
        headers = {name: hub.seen[0].headers[name] for name in ("Content-Type", "User-Agent")}
        assert headers == {"Content-Type": "application/x-www-form-urlencoded", "User-Agent": "gcmfeeds"}


def test_nobody_is_told_twice(hubs, tell):
    """What did not change is not told again, unless everything is to be; a new hub is told everything."""
    hub, new = hubs(), hubs()
    tell(hub)
    assert tell(hub).tellings == ()
    assert [telling.topic for telling in tell(hub, body=b"new").tellings] == TOPICS
    assert len(tell(hub, body=b"new", is_all=True).tellings) == 3
    assert [telling.hub for telling in tell(hub, new, body=b"new").tellings] == [new.url] * 3


def test_only_what_changed_is_told(hubs, tell, tmp_path, clock):
    """A hub is told of the feed that has other bytes, and of one that comes back after it was gone."""
    hub = hubs()
    tell(hub)
    publish(tmp_path, {path: b"new" if path == FEEDS[1] else b"" for path in FEEDS})
    memory = tmp_path / ".gcmfeeds" / "hubs.json"
    gf.notify(catalogue(hubs=[hub.url]), tmp_path, memory=memory, clock=clock)
    assert topics(hub)[3:] == [TOPICS[1]]
    tell(hub, paths=FEEDS[:1], body=b"other")
    tell(hub, body=b"other")
    assert topics(hub)[4:] == [TOPICS[0], *TOPICS[1:]]


def test_a_refusal(hubs, tell, clock):
    """What a hub refuses is not tried again in this run but in the next, and the other feeds are told."""
    hub = hubs((404, {}, b"nothing here"), TOLD)
    report = tell(hub)
    assert outcomes(report) == [("refused", "404 Not Found"), ("told", ""), ("told", "")]
    assert [str(telling) for telling in report.failed] == [f"{TOPICS[0]} at {hub.url}: refused: 404 Not Found"]
    assert [str(telling) for telling in tell(hub).tellings] == [f"{TOPICS[0]} at {hub.url}: told"]
    assert (len(hub.seen), clock.waits) == (4, [])


def test_a_hub_that_recovers(hubs, tell, clock):
    """A server's fault is waited out, longer each time."""
    hub = hubs(LOST, (500, {}, b""), TOLD)
    assert {outcome for outcome, _ in outcomes(tell(hub))} == {"told"}
    assert (topics(hub), clock.waits) == ([TOPICS[0], TOPICS[0], *TOPICS], [1, 2])


@pytest.mark.parametrize(
    ("value", "waited"),
    [
        ("7", 7),
        ("0", 1),
        ("Tue, 01 Dec 2020 11:00:09 GMT", 9),
        ("Tue, 01 Dec 2020 11:00:09 -0000", 9),
        ("Tue, 01 Dec 2020 10:00:00 GMT", 1),
        ("soon", 1),
        ("", 1),
    ],
)
def test_a_hub_that_is_busy(hubs, tell, clock, value, waited):
    """It is left alone for as long as it asks, in seconds or until a moment."""
    assert {outcome for outcome, _ in outcomes(tell(hubs((429, {"Retry-After": value}, b""), TOLD)))} == {"told"}
    assert clock.waits == [waited]


def test_a_hub_that_is_busy_for_long(hubs, tell, clock):
    """One that asks for more than half a minute is told by the next run."""
    hub = hubs((503, {"Retry-After": "3600"}, b""))
    reason = "503 Service Unavailable: it asks for 3600 seconds"
    assert outcomes(tell(hub)) == [("unreachable", reason)] * 3
    assert (len(hub.seen), clock.waits) == (1, [])


def test_a_hub_that_is_lost(hubs, tell, clock):
    """After four tries it is left alone, the other hub is told, and the next run tells what is left."""
    lost, other = hubs(*[LOST] * 4, TOLD), hubs()
    report = tell(lost, other)
    assert outcomes(report) == [("unreachable", "503 Service Unavailable")] * 3 + [("told", "")] * 3
    assert (topics(lost), clock.waits) == ([TOPICS[0]] * 4, [1, 2, 4])
    assert [(telling.hub, telling.outcome) for telling in tell(lost, other).tellings] == [(lost.url, "told")] * 3


def test_a_hub_that_drops_the_connection(hubs, tell):
    """It is tried again, and told once it answers."""
    assert {outcome for outcome, _ in outcomes(tell(hubs(None, TOLD)))} == {"told"}
    expected = [("unreachable", "Server disconnected without sending a response.")] * 3
    assert outcomes(tell(hubs(None))) == expected


def test_a_hub_that_is_not_there(hubs, tell):
    """Where nobody listens there is no hub, and at an address that no network takes there is none either."""
    hub = hubs()
    hub.__exit__()
    ((_, refused), *_) = outcomes(tell(hub))
    assert refused.endswith("Connection refused")
    for address in (f"http://{'a' * 64}.example/", f"http://127.0.0.1/{'a' * 70_000}"):
        assert {outcome for outcome, _ in outcomes(tell(address))} == {"unreachable"}


def test_a_hub_that_is_slow(tell, monkeypatch):
    """It is waited for no longer than the time-out, each time."""
    monkeypatch.setattr("gcmfeeds.publisher.notify.TIMEOUT", 0.05)
    done = threading.Event()
    with Server(lambda _: (204, {}, b"") if done.wait(5) else None) as hub:
        assert outcomes(tell(hub)) == [("unreachable", "timed out")] * 3
        done.set()


def test_a_hub_that_takes_its_time(tell, clock):
    """After two minutes nothing more is tried with it, whatever it answers."""

    def slowly(_):
        clock.now += dt.timedelta(seconds=70)
        return TOLD

    with Server(slowly) as hub:
        report = tell(hub)
    assert outcomes(report) == [("told", ""), ("told", ""), ("unreachable", "it took more than 120 seconds")]


@pytest.mark.parametrize("status", [307, 308])
def test_a_hub_that_moved(hubs, tell, status):
    """Where method and form stay the same, it is followed."""
    new = hubs()
    old = hubs((status, {"Location": f"{new.url}here?a=b"}, b""))
    assert {outcome for outcome, _ in outcomes(tell(old))} == {"told"}
    assert [(request.method, request.path, request.form) for request in new.seen[:1]] == [
        ("POST", "/here?a=b", old.seen[0].form)
    ]


@pytest.mark.parametrize(
    ("status", "location", "reason"),
    [
        (301, "/", "301 Moved Permanently"),
        (302, "/", "302 Found"),
        (303, "/", "303 See Other"),
        (307, "ftp://127.0.0.1/", "307 Temporary Redirect"),
        (307, "http://user:word@127.0.0.1/", "307 Temporary Redirect"),
        (308, "file:///etc/passwd", "308 Permanent Redirect"),
        (308, None, "308 Permanent Redirect"),
    ],
)
def test_a_hub_that_leads_elsewhere(hubs, tell, status, location, reason):
    """No other redirect is followed, nor one that leads off the web."""
    hub = hubs((status, {"Location": location} if location else {}, b""))
    assert outcomes(tell(hub, paths=FEEDS[:1])) == [("refused", reason)]
    assert len(hub.seen) == 1


def test_a_hub_that_leads_in_a_circle(hubs, tell):
    """After three redirects it is enough."""
    hub = hubs((307, {"Location": "/"}, b""))
    assert outcomes(tell(hub, paths=FEEDS[:1])) == [("refused", "307 Temporary Redirect")]
    assert len(hub.seen) == 4


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Make a certificate for 127.0.0.1 that nobody vouches for; give the file, and what serves with it."""
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "made.pem"
    subject = ["-subj", "/CN=hub", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", made]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", "-x509", *curve, *subject], check=True, capture_output=True, timeout=60)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return made, context


def test_certificates_are_verified(hubs, tell, certificate, monkeypatch):
    """A hub by https must be who it says, by the certificates of the environment where that counts."""
    trusted, context = certificate
    hub = hubs(context=context)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    ((outcome, reason), *_) = outcomes(tell(hub))
    assert (outcome, "CERTIFICATE_VERIFY_FAILED" in reason, hub.seen) == ("unreachable", True, [])
    assert {outcome for outcome, _ in outcomes(tell(hub, is_environment_used=True))} == {"told"}


def test_a_hub_is_not_followed_from_https_to_http(hubs, tell, certificate, monkeypatch):
    """What began in secret stays so."""
    trusted, context = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    plain = hubs()
    hub = hubs((307, {"Location": plain.url}, b""), context=context)
    expected = [("refused", "307 Temporary Redirect")]
    assert outcomes(tell(hub, paths=FEEDS[:1], is_environment_used=True)) == expected
    assert plain.seen == []


def test_a_proxy(hubs, tell, monkeypatch):
    """The environment's proxy is asked if the environment counts, and only then."""
    proxy, hub = hubs(), hubs()
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    tell(hub)
    assert (len(proxy.seen), len(hub.seen)) == (0, 3)
    assert {outcome for outcome, _ in outcomes(tell("http://hub.example/", is_environment_used=True))} == {"told"}
    assert {request.path for request in proxy.seen} == {"http://hub.example/"}


@pytest.mark.parametrize(
    ("name", "value"), [("HTTP_PROXY", "gopher://127.0.0.1/"), ("SSL_CERT_FILE", "/nowhere/made.pem")]
)
def test_an_environment_that_cannot_be_used(tell, monkeypatch, name, value):
    """A proxy or certificates that cannot be used are an error."""
    monkeypatch.setenv(name, value)
    with pytest.raises(PublishError, match=r"^cannot notify with the environment's proxies and certificates: "):
        tell("http://127.0.0.1:1/", is_environment_used=True)


def test_a_run_that_dies(hubs, tell, monkeypatch):
    """Whatever was told when it died is not told again, and the rest is told by the next run."""
    hub = hubs(TOLD, LOST, TOLD)

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Clock, "sleep", die)
        with pytest.raises(KeyboardInterrupt):
            tell(hub)
    assert [telling.topic for telling in tell(hub).tellings] == TOPICS[1:]


def test_telling_all_again_that_dies(hubs, tell):
    """What was still to be told again is told by the next run."""
    hub = hubs(TOLD, TOLD, TOLD, TOLD, LOST)
    tell(hub)
    assert [outcome for outcome, _ in outcomes(tell(hub, is_all=True))] == ["told", "unreachable", "unreachable"]
    assert [telling.topic for telling in tell(hub).tellings] == TOPICS[1:]


@pytest.mark.parametrize("body", ["", "[]", "{", '{"https://hub.un.org/": 3}', "\udcff"])
def test_a_spoilt_memory(hubs, tell, tmp_path, body):
    """All is told again, and remembered."""
    memory = tmp_path / ".gcmfeeds" / "hubs.json"
    memory.parent.mkdir()
    memory.write_bytes(body.encode(errors="surrogateescape"))
    assert len(tell(hub := hubs()).tellings) == 3
    assert {address: list(told) for address, told in json.loads(memory.read_text()).items()} == {hub.url: TOPICS}
    assert [path.name for path in memory.parent.iterdir()] == ["hubs.json"]


def test_a_memory_that_cannot_be_kept(hubs, tell, tmp_path):
    """Nobody is told what would be told again and again."""
    hub = hubs()
    memory = tmp_path / ".gcmfeeds" / "hubs.json"
    memory.mkdir(parents=True)
    with pytest.raises(StoreError, match=r"^cannot read .*/hubs\.json: "):
        tell(hub)
    with pytest.raises(StoreError, match=r"^cannot write .*/hubs\.json: "):
        tell(hub, is_all=True)
    assert hub.seen == []


def test_what_there_is_nothing_to_tell_of(tell, tmp_path, clock):
    """No hub, no tree, and a tree of another catalogue are errors."""
    with pytest.raises(PublishError, match=r"^cannot notify: the catalogue names no hubs$"):
        tell()
    made = catalogue(hubs=["http://127.0.0.1:1/"])
    publish(tmp_path, {}, authority="un.org")
    with pytest.raises(StoreError, match=r"it holds another catalogue, that of un\.org, 2020$"):
        gf.notify(made, tmp_path, memory=tmp_path / "x", clock=clock)
    with pytest.raises(StoreError, match=r"there is no manifest\.json in it$"):
        gf.notify(made, tmp_path / "nowhere", memory=tmp_path / "x", clock=clock)


def test_the_command(hubs, tmp_path, monkeypatch):
    """It says on a line what each hub was told, what not on standard error, and ends with 2 where anything was not."""
    waits = []
    monkeypatch.setattr("gcmfeeds.cli.sleep", waits.append)
    source = source_of(tmp_path, 'start = 2020-12-01\ntitle = { en = "Launch" }\n')
    hub, lost = hubs((400, {}, b""), TOLD), hubs(LOST)
    head = (source / "catalogue.toml").read_text().replace('["en", "fr"]', '["en"]')
    (source / "catalogue.toml").write_text(f'hubs = ["{hub.url}", "{lost.url}"]\n{head}')
    gf.build(source, tmp_path / "site", moment=gf.geneva(2020, 12, 1))

    def run(*options):
        return CliRunner().invoke(app, ["notify", str(source), "--site", str(tmp_path / "site"), *options])

    atom, json, rss = (f"https://un.org/calendar/en/feed.{suffix}" for suffix in ("atom", "json", "rss"))
    first, second = run(), run("--all")
    assert (first.exit_code, first.stdout) == (2, f"{json} at {hub.url}: told\n{rss} at {hub.url}: told\n")
    assert first.stderr.splitlines() == [
        f"{atom} at {hub.url}: refused: 400 Bad Request",
        f"{atom} at {lost.url}: unreachable: 503 Service Unavailable",
        f"{json} at {lost.url}: unreachable: 503 Service Unavailable",
        f"{rss} at {lost.url}: unreachable: 503 Service Unavailable",
    ]
    assert second.stdout == "".join(f"{feed} at {hub.url}: told\n" for feed in (atom, json, rss))
    assert (second.exit_code, waits) == (2, [1, 2, 4] * 2)
    assert (source / ".gcmfeeds" / "hubs.json").exists()
    (source / "catalogue.toml").write_text(f'hubs = ["{hub.url}"]\n{head}')
    third = run()
    assert (third.exit_code, third.output) == (0, "Nothing to tell: no feed changed since the hubs were told\n")
    (source / "catalogue.toml").write_text(head)
    assert (run().exit_code, run().stderr) == (2, "cannot notify: the catalogue names no hubs\n")
