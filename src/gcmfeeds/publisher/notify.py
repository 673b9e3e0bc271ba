"""Notify: hubs are told which feeds changed, as WebSub leaves it to them; the door to httpx.

WebSub does not say how a publisher tells a hub (https://www.w3.org/TR/websub/#publishing). What hubs take is what
PubSubHubbub 0.3 said: a form with ``hub.mode=publish`` and ``hub.url``, which Google's and Superfeedr's ask for;
Switchboard and others ask for ``hub.topic``, so the address stands in both. There is a request for each feed: several
addresses in one are refused together by Google's hub if one is wrong, and a hub in PHP sees only the last.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from os import PathLike
from pathlib import Path
from typing import Literal, TypeAlias

import attrs
import httpx

from gcmfeeds.errors import PublishError, StoreError
from gcmfeeds.model.catalogue import Catalogue
from gcmfeeds.model.rules import is_web_address
from gcmfeeds.publisher.manifest import NAME
from gcmfeeds.publisher.stores import Folder
from gcmfeeds.publisher.told import read_told, write_told
from gcmfeeds.records.ids import address

WAITS = (1, 2, 4)
"""The seconds after which a hub that cannot be reached is tried again, unless it asks for more."""

LONGEST_WAIT = 30
"""The seconds that a hub may ask to be left alone for; past that the next run tells it."""

LONGEST_HUB = 120
"""The seconds after which nothing more is tried with a hub."""

TIMEOUT = 10
"""The seconds that a hub has to take a connection, to take what it is told, and to go on with its answer."""

_HOPS = 3
_FEEDS = ("/feed.atom", "/feed.rss", "/feed.json")
_SAME_AGAIN = (httpx.codes.TEMPORARY_REDIRECT, httpx.codes.PERMANENT_REDIRECT)
"""The redirects that keep method and form (:rfc:`9110#section-15.4.8`); after others clients ask with GET."""

_BUSY = (httpx.codes.TOO_MANY_REQUESTS, *range(500, 600))

Outcome: TypeAlias = Literal["told", "refused", "unreachable"]
Clock: TypeAlias = Callable[[], dt.datetime]
Sleep: TypeAlias = Callable[[float], None]


@attrs.frozen(kw_only=True)
class Telling:
    """Say what became of telling a hub of a feed.

    Args:
        hub: Its address.
        topic: The feed's.
        outcome: ``told``; ``refused``, which another try would not change; or ``unreachable``.
        reason: Why not; empty where it was told.
    """

    hub: str
    topic: str
    outcome: Outcome
    reason: str = ""

    def __str__(self) -> str:
        """Give one line: feed, hub, outcome, reason."""
        return ": ".join(part for part in (f"{self.topic} at {self.hub}", self.outcome, self.reason) if part)


@attrs.frozen(kw_only=True)
class NotifyReport:
    """Say what each hub was told.

    Args:
        tellings: Hubs in the catalogue's order, feeds by their paths; none where no hub is to be told anything.
    """

    tellings: tuple[Telling, ...]

    @property
    def failed(self) -> tuple[Telling, ...]:
        """What was not told; the next run tells it."""
        return tuple(telling for telling in self.tellings if telling.outcome != "told")


def notify(
    catalogue: Catalogue,
    site: str | PathLike[str],
    *,
    memory: str | PathLike[str],
    clock: Clock,
    sleep: Sleep = time.sleep,
    is_all: bool = False,
    is_environment_used: bool = False,
) -> NotifyReport:
    """Tell the hubs of a catalogue which of its feeds changed since they were last told.

    A hub fetches at once what it is told of: tell it when the feeds stand at their addresses.

    Args:
        catalogue: Whose hubs; it says where its feeds stand.
        site: The folder of the published tree; its ``manifest.json`` says what its feeds are.
        memory: The file that keeps what each hub was told of; made if it is not there, and written after each telling,
            so that whatever moment this dies at, the next run tells what is left.
        clock: Gives the moment, aware: a hub may say until when it is to be left alone, and has two minutes in all.
        sleep: Waits for some seconds.
        is_all: Whether hubs are told of what they were told before, too.
        is_environment_used: Whether proxies (``HTTPS_PROXY``, ``NO_PROXY``) and certificates (``SSL_CERT_FILE``) of the
            environment count.

    Raises:
        PublishError: The catalogue names no hub, or the environment's proxies or certificates cannot be used.
        StoreError: There is no published tree of this catalogue, or the memory cannot be read or written.
    """
    if not catalogue.hubs:
        raise PublishError("cannot notify: the catalogue names no hubs")
    feeds = _feeds(catalogue, Folder(Path(site)))
    place = Path(memory)
    before = {} if is_all else read_told(place)
    told = {hub: _still(before.get(hub, {}), feeds) for hub in catalogue.hubs}
    due = {hub: [topic for topic in feeds if told[hub].get(topic) != feeds[topic]] for hub in catalogue.hubs}
    tellings: list[Telling] = []
    if any(due.values()):
        write_told(place, told)  # if it cannot be kept, nobody is told
        with _opened(is_environment_used=is_environment_used) as client:
            for hub, topics in due.items():
                for telling in _Visit(hub, client, clock, sleep).tell(topics):
                    tellings.append(telling)
                    if telling.outcome == "told":
                        told[hub][telling.topic] = feeds[telling.topic]
                        write_told(place, told)
    return NotifyReport(tellings=tuple(tellings))


def _feeds(catalogue: Catalogue, folder: Folder) -> dict[str, str]:
    """Give the digest of each published feed, by its address."""
    manifest = folder.standing().manifest
    if manifest is None:
        raise StoreError(f"cannot notify of {folder.root}: there is no {NAME} in it")
    if (manifest.authority, manifest.since) != (catalogue.authority, catalogue.since):
        theirs = f"{manifest.authority}, {manifest.since}"
        raise StoreError(f"cannot notify of {folder.root}: it holds another catalogue, that of {theirs}")
    paths = sorted(path for path in manifest.files if path.endswith(_FEEDS))
    return {address(catalogue, path): manifest.files[path].sha256 for path in paths}


def _still(told: Mapping[str, str], feeds: Mapping[str, str]) -> dict[str, str]:
    """Forget the feeds that are gone: of one that comes back the hub is told again."""
    return {topic: digest for topic, digest in told.items() if topic in feeds}


def _opened(*, is_environment_used: bool) -> httpx.Client:
    """Open a client that follows nothing by itself, and verifies certificates."""
    try:
        return httpx.Client(headers={"User-Agent": "gcmfeeds"}, timeout=TIMEOUT, trust_env=is_environment_used)
    except (OSError, ValueError, ImportError, httpx.InvalidURL) as error:
        raise PublishError(f"cannot notify with the environment's proxies and certificates: {error}") from error


@attrs.frozen
class _Visit:
    """Tell one hub, patiently, and not for ever."""

    hub: str
    client: httpx.Client
    clock: Clock
    sleep: Sleep
    until: dt.datetime = attrs.field(init=False)

    @until.default
    def _until(self) -> dt.datetime:
        return self.clock() + dt.timedelta(seconds=LONGEST_HUB)

    def tell(self, topics: Iterable[str]) -> Iterator[Telling]:
        """Tell it of feeds; once it cannot be reached it is left alone."""
        last = None
        for topic in topics:
            if last and last.outcome == "unreachable":
                yield attrs.evolve(last, topic=topic)
            else:
                yield (last := self._tell(topic))

    def _tell(self, topic: str) -> Telling:
        """Tell it of a feed, again and again while it cannot be reached."""
        outcome, reason, asked = self._try(topic)
        for wait in WAITS:
            if outcome != "unreachable" or asked > LONGEST_WAIT or self.clock() > self.until:
                break
            self.sleep(max(asked, wait))
            outcome, reason, asked = self._try(topic)
        return Telling(hub=self.hub, topic=topic, outcome=outcome, reason=reason)

    def _try(self, topic: str) -> tuple[Outcome, str, float]:
        """Tell it of a feed once; give the outcome, the reason, and the seconds for which it asks to be left alone."""
        if self.clock() > self.until:
            return "unreachable", f"it took more than {LONGEST_HUB} seconds", 0
        form = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
        try:
            response = self._sent(self.client.build_request("POST", self.hub, data=form))
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:  # the last for a name that no DNS takes
            return "unreachable", str(error)[:200] or type(error).__name__, 0
        reason = f"{response.status_code} {httpx.codes.get_reason_phrase(response.status_code)}".rstrip()
        if response.is_success:
            return "told", "", 0
        if response.status_code not in _BUSY:
            return "refused", reason, 0
        asked = _asked(response.headers.get("Retry-After", ""), self.clock())
        return "unreachable", f"{reason}: it asks for {asked:.0f} seconds" if asked > LONGEST_WAIT else reason, asked

    def _sent(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and again where it is sent on; what is said in the answer besides its head is not read."""
        response = self._answer(request)
        for _ in range(_HOPS):
            following = response.next_request
            if response.status_code not in _SAME_AGAIN or following is None or not _may_follow(request, following):
                break
            request, response = following, self._answer(following)
        return response

    def _answer(self, request: httpx.Request) -> httpx.Response:
        response = self.client.send(request, stream=True)
        response.close()
        return response


def _may_follow(request: httpx.Request, following: httpx.Request) -> bool:
    """Say whether a request may be sent on: to web addresses only, and never from https to http."""
    is_less_safe = (request.url.scheme, following.url.scheme) == ("https", "http")
    return is_web_address(str(following.url)) and not is_less_safe


def _asked(value: str, now: dt.datetime) -> float:
    """Read for how many seconds a hub asks to be left alone (:rfc:`9110#section-10.2.3`); 0 where it does not say."""
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or dt.UTC) - now).total_seconds())
