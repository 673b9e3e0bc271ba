"""How long publishing takes: the first time, with nothing to do, and after one change.

Run it by hand: ``python tests/bench/publish.py 10000``. It makes a catalogue in six languages, and times processes.
"""

import datetime as dt
import subprocess
import sys
import tempfile
import time
from pathlib import Path

COMMAND = Path(sys.executable).with_name("gcmfeeds")
TITLES = {
    "en": "Working group on migration and human rights",
    "fr": "Groupe de travail sur les migrations et les droits de l’homme",
    "es": "Grupo de trabajo sobre la migración y los derechos humanos",
    "ar": "الفريق العامل المعني بالهجرة وحقوق الإنسان",
    "zh": "移民与人权问题工作组会议",
    "ru": "Рабочая группа по вопросам миграции и прав человека",
}


def table(name: str, texts: dict[str, str]) -> str:
    """Write a text in six languages as TOML."""
    return f"[{name}]\n" + "".join(f'{tag} = "{text}"\n' for tag, text in texts.items())


def make(folder: Path, count: int) -> None:
    """Write a catalogue of as many events, spread over sixteen years."""
    (folder / "events").mkdir(parents=True)
    (folder / "catalogue.toml").write_text(
        'authority = "un.org"\nsince = "2010"\nbase_url = "https://un.org/"\nfallback = ["en"]\n'
        f'languages = {list(TITLES)}\npublished = 2010-11-20T09:00:00\npublisher = {{ name = "UN" }}\n'
        f"{table('title', TITLES)}",
        encoding="utf-8",
    )
    for number in range(count):
        write(folder, number, dt.date(2010, 1, 1) + dt.timedelta(days=6000 * number // count))


def write(folder: Path, number: int, day: dt.date) -> None:
    """Write one event."""
    titles = table("title", {tag: f"{title} {number}" for tag, title in TITLES.items()})
    abstracts = table("abstract", {tag: f"{title}. " * 3 for tag, title in TITLES.items()})
    text = f'start = {day}T15:00:00\nend = {day}T17:00:00\n{titles}{abstracts}[venue]\ncity = "Geneva"\n'
    (folder / "events" / f"e{number}.toml").write_text(text, encoding="utf-8")


def timed(*command: str | Path) -> float:
    """Run a command, and give the seconds that it took."""
    begun = time.perf_counter()
    subprocess.run(command, check=True)  # with a time-out it would look only every 50 ms whether it has ended
    return time.perf_counter() - begun


def moved(source: Path, number: int, day: int, build: tuple[str | Path, ...]) -> float:
    """Move an event, and give the seconds that building took then."""
    write(source, number, dt.date(2030, 1, day))
    return timed(*build)


def main(count: int) -> None:
    """Print the seconds of each run, and its ratio to the first."""
    with tempfile.TemporaryDirectory() as name:
        source, site = Path(name, "source"), Path(name, "site")
        make(source, count)
        build = (COMMAND, "build", source, "--out", site, "--quiet")
        bare = min(timed(sys.executable, "-c", "pass") for _ in range(5))
        first = timed(*build)
        nothing = min(timed(*build) for _ in range(5))
        one = min(moved(source, count // 2, day, build) for day in range(1, 6))
    print(f"{count:,} events in {len(TITLES)} languages; seconds beyond Python's start ({bare:.2f})")
    for what, seconds in (("first run", first), ("nothing changed", nothing), ("one event moved", one)):
        print(f"{what:<16} {seconds - bare:8.2f}   1/{first / seconds:,.0f} of the first")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
