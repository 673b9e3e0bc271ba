"""The command: options, exit codes, and what it says."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import gcmfeeds as gf
from gcmfeeds.cli import app, main
from samples import CATALOGUE, event, full_catalogue, source_of

EVENT = 'start = 2020-12-01\ntitle = { en = "Launch" }\npublished = 2020-11-30T20:33:00\n'


@pytest.fixture
def source(tmp_path):
    """Make a small catalogue."""
    return source_of(tmp_path, EVENT)


def run(*arguments, **environment):
    """Run the command in this process; give its result."""
    return CliRunner().invoke(app, [str(argument) for argument in arguments], env={"COLUMNS": "100", **environment})


def files(folder):
    """Give the paths of every file below a folder."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_build(source, tmp_path):
    """It writes every edition, and says what it wrote and what is missing in each."""
    result = run("build", source, "--out", tmp_path / "site")
    assert (result.exit_code, result.stderr) == (0, "")
    assert files(tmp_path / "site") == [
        "en/calendar-all.ics",
        "en/calendar.ics",
        "en/events/launch.html",
        "en/events/launch.ics",
        "en/feed.atom",
        "en/feed.json",
        "en/feed.rss",
        "en/index.html",
        "feed.css",
        "feeds.opml",
        "fr/calendar-all.ics",
        "fr/calendar.ics",
        "fr/feed.atom",
        "fr/feed.json",
        "fr/feed.rss",
        "fr/index.html",
        "index.html",
        "manifest.json",
        "style.css",
    ]
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines() if "│" in line]
    assert rows == [["en", "8", "0", "0", "0"], ["fr", "6", "0", "0", "1"]]
    assert result.stdout.splitlines()[-1] == "fr, left out: launch"


def test_nothing_is_news_twice(source, tmp_path):
    """A second run leaves every file alone, and says so."""
    run("build", source, "--out", tmp_path / "site")
    result = run("build", source, "--out", tmp_path / "site", "--language", "en")
    assert "│ en       │ 0       │ 8         │" in result.stdout
    assert "fr" not in result.stdout


def test_quiet(source, tmp_path):
    """--quiet says nothing."""
    result = run("build", source, "--out", tmp_path / "site", "--quiet")
    assert (result.exit_code, result.output) == (0, "")


def test_a_dry_run(source, tmp_path):
    """--dry-run writes nothing and says what it would."""
    result = run("build", source, "--out", tmp_path / "site", "--dry-run")
    assert "Would write" in result.stdout
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("options", "environment"),
    [
        (["--now", "2020-11-30T20:32:59"], {}),
        (["--now", "2020-11-30T20:32:59+01:00"], {"SOURCE_DATE_EPOCH": "1800000000"}),
        ([], {"SOURCE_DATE_EPOCH": "1606764779"}),
    ],
)
def test_a_moment_before(source, tmp_path, options, environment):
    """--now, then SOURCE_DATE_EPOCH, decide what is out; a second before its publication the event is not."""
    result = run("build", source, "--out", tmp_path / "site", *options, **environment)
    assert result.stdout.splitlines()[-1] == "Not published yet: launch"
    assert not (tmp_path / "site" / "en" / "events").exists()


@pytest.mark.parametrize(
    ("options", "environment", "message"),
    [
        (["--now", "tomorrow"], {}, "'--now' must be a moment such as 2020-11-30T20:33 (got 'tomorrow')"),
        (["--now", "2020-03-29T02:30"], {}, "'--now' must be a time that Geneva's clocks show"),
        ([], {"SOURCE_DATE_EPOCH": "x"}, "'SOURCE_DATE_EPOCH' must be whole seconds since 1970 (got 'x')"),
        ([], {"SOURCE_DATE_EPOCH": "9" * 30}, "'SOURCE_DATE_EPOCH' must be whole seconds since 1970"),
        (["--ledger", "x", "--no-ledger"], {}, "'--no-ledger' must not be given with --ledger"),
        ([], {"SOURCE_DATE_EPOCH": "99999999999"}, "'SOURCE_DATE_EPOCH' must be whole seconds since 1970 (got '99999"),
        (["--language", "es"], {}, "the catalogue has no edition in 'es'; its languages are en, fr"),
        (["--language", "zh_CN"], {}, "'language' must be a language tag such as fr or zh-Hant (BCP 47) (got 'zh_CN')"),
    ],
)
def test_what_cannot_be(source, tmp_path, options, environment, message):
    """What was asked wrongly is one line on standard error, and exit code 2."""
    result = run("build", source, "--out", tmp_path / "site", *options, **environment)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
    assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "site").exists()


def test_every_fault_is_a_line(source, tmp_path):
    """Each fault of a catalogue is one line, brackets and all; what was published before still stands."""
    run("build", source, "--out", tmp_path / "site")
    before = {name: (tmp_path / "site" / name).read_bytes() for name in files(tmp_path / "site")}
    (source / "events" / "launch.toml").write_text('title = { en = "" }\ntopics = ["a", "a"]\n')
    result = run("build", source, "--out", tmp_path / "site")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.replace(f"{source}/", "").splitlines() == [
        "events/launch.toml: title.en: must not be empty (got '')",
        "events/launch.toml: topics[1]: must stand once (got 'a')",
        "events/launch.toml: start: must be given",
        "events/launch.toml: topics[0]: must be the key of a topic of the catalogue (got 'a')",
        "events/launch.toml: topics[1]: must be the key of a topic of the catalogue (got 'a')",
    ]
    assert {name: (tmp_path / "site" / name).read_bytes() for name in files(tmp_path / "site")} == before


def test_values_are_shown_as_they_are(source, tmp_path):
    """No value is taken for markup or an emoji."""
    (source / "events" / "launch.toml").write_text(f'{EVENT}url = ":warning: [red]"\n')
    result = run("build", source, "--out", tmp_path / "site")
    assert result.stderr.endswith("(got ':warning: [red]')\n")


def test_a_folder_that_cannot_be_written(source, tmp_path):
    """A file in the folder's place is one line and exit code 2."""
    (tmp_path / "site").write_text("x")
    result = run("build", source, "--out", tmp_path / "site")
    assert result.exit_code == 2
    assert result.stderr.startswith(f"cannot write {tmp_path}/site")


def test_what_subscribers_would_see(source, tmp_path):
    """Diff says each change on a line and writes nothing; build says it when it is done."""
    run("build", source, "--out", tmp_path / "site")
    (source / "events" / "launch.toml").write_text(EVENT.replace("start = 2020-12-01", "start = 2020-12-02"))
    line = "Launch: moved from 1 Dec 2020 to 2 Dec 2020; SEQUENCE 0 → 1; 1 calendar, 3 feeds"
    assert run("diff", source).stdout.splitlines() == [line]
    assert run("diff", source, "--out", tmp_path / "site").stdout.splitlines() == [line]
    assert run("diff", source, "--ledger", f"sqlite:///{tmp_path}/other.db").output == ""
    assert not (tmp_path / "other.db").exists()
    assert run("build", source, "--out", tmp_path / "site").stdout.splitlines()[-1] == line
    assert run("diff", source).output == ""


def test_nothing_is_remembered(source, tmp_path):
    """--no-ledger makes no ledger."""
    run("build", source, "--out", tmp_path / "site", "--no-ledger")
    assert not (source / ".gcmfeeds").exists()


def test_what_cannot_be_seen(source):
    """Diff says what is wrong on standard error, a line for each fault, with exit code 2."""
    result = run("diff", source, "--ledger", "nowhere")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("cannot use the ledger 'nowhere' (such as sqlite:///ledger.db): ")
    (source / "events" / "launch.toml").write_text("start = 2020-12-01\n")
    result = run("diff", source)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)


def test_what_is_removed_and_what_is_too_large(source, tmp_path):
    """Build says which files it removed, and which calendars are too large; a dry run only would."""
    run("build", source, "--out", tmp_path / "site", "--no-ledger")
    (source / "events" / "launch.toml").rename(source / "events" / "start.toml")
    (source / "catalogue.toml").write_text("max_events = 0\n" + CATALOGUE)
    lines = []
    for options in (["--dry-run"], []):
        result = run("build", source, "--out", tmp_path / "site", "--no-ledger", *options)
        lines.append([line for line in result.stdout.splitlines() if line.startswith(("Rem", "Would r", "en/"))])
    told = "en/calendar.ics: 1 past event left out, to have no more than 0 events or 1,000,000 octets; "
    assert lines == [
        ["Would remove: en/events/launch.html, en/events/launch.ics", f"{told}en/calendar-all.ics has all"],
        ["Removed: en/events/launch.html, en/events/launch.ics", f"{told}en/calendar-all.ics has all"],
    ]


def test_the_ledger(source, tmp_path, monkeypatch):
    """Show tells how an item changed; restore brings a lost ledger back, from the folder that one stands in."""
    run("build", source, "--out", tmp_path / "site", "--now", "2020-12-01")
    (source / "events" / "launch.toml").write_text(EVENT.replace("start = 2020-12-01", "start = 2020-12-02"))
    run("build", source, "--out", tmp_path / "site", "--now", "2020-12-01T09:00")
    shown = [
        "event launch",
        "2020-12-01T00:00:00+01:00  new",
        "2020-12-01T09:00:00+01:00  moved from 1 Dec 2020 to 2 Dec 2020; SEQUENCE 0 → 1",
    ]
    assert run("ledger", "show", "launch", "--source", source).stdout.splitlines() == shown
    assert run("ledger", "show", "other", "--source", source).stderr.endswith(
        "knows no event and no announcement 'other'\n"
    )
    (source / ".gcmfeeds" / "ledger.db").unlink()
    monkeypatch.chdir(source)
    assert run("ledger", "restore", tmp_path / "site").stdout == "Restored: 1\n"
    assert run("diff", source).output == ""
    assert run("ledger", "restore", tmp_path).stderr.startswith("cannot restore a ledger from ")
    assert run("ledger", "restore", tmp_path / "site", "--source", "nowhere").stderr == (
        "'--source' must be a catalogue that is there (got 'nowhere')\n"
    )


THEIRS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:x
BEGIN:VEVENT
UID:talk@un.org
CREATED:20201101T120000Z
DTSTART:20201201T140000Z
SUMMARY;LANGUAGE=fr:Débat
{}END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def theirs(tmp_path):
    """Give a function that writes a calendar of others, with more lines in its event."""

    def write(*lines):
        (tmp_path / "the talks.ics").write_text(THEIRS.format("".join(f"{line}\n" for line in lines)))
        return tmp_path / "the talks.ics"

    return write


def test_import(theirs, tmp_path):
    """It makes a catalogue, says what it read, and what to do next; that command builds it without a fault."""
    result = run("import", theirs(), "--out", tmp_path / "my talks")
    assert (result.exit_code, result.stderr) == (0, "")
    held = "you must hold that domain, and have held it on 2020-11-01; else import again with --authority and --since"
    assert result.stdout.splitlines() == [
        "Read: 1 event, in fr",
        f"Every id will name un.org: {held}",
        f"Next: gcmfeeds build '{tmp_path}/my talks' --out site",
    ]
    assert files(tmp_path / "my talks") == ["catalogue.toml", "events/talk.toml"]
    assert gf.load(tmp_path / "my talks").title == gf.Text(fr="the talks")
    result = run("build", tmp_path / "my talks", "--out", tmp_path / "site")
    assert (result.exit_code, result.stderr) == (0, "")
    assert (tmp_path / "site" / "fr" / "events" / "talk.ics").exists()


def test_import_of_a_feed(tmp_path):
    """A feed is imported by the same command, whatever the file is called."""
    date = "Tue, 01 Dec 2020 15:00:00 +0100"
    (tmp_path / "it.txt").write_text(
        f"<rss version='2.0'><channel><item><title>A</title><pubDate>{date}</pubDate></item></channel></rss>"
    )
    result = run("import", tmp_path / "it.txt", "--out", tmp_path / "news")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "Read: 1 announcement, in en"
    assert files(tmp_path / "news") == ["announcements/a-d3d99e8b.toml", "catalogue.toml"]


def test_what_an_import_is_told(theirs, tmp_path):
    """Options come before what the file says."""
    options = ["--authority", "iom.int", "--since", "2019", "--base-url", "https://x.org/", "--language", "es"]
    result = run("import", theirs("LOCATION:Sala"), "--out", tmp_path / "it", *options, "--published", "2020-01-01")
    assert result.exit_code == 0
    made = gf.load(tmp_path / "it")
    assert (made.authority, made.since, made.base_url) == ("iom.int", "2019", "https://x.org/")
    assert made.published == gf.geneva(2020, 1, 1)
    assert made.languages == ("fr", "es")


def test_what_was_not_carried(theirs, tmp_path):
    """What could not be carried is counted by property and reason; --verbose says each by itself."""
    other = ("END:VEVENT", "BEGIN:VEVENT", "UID:b@un.org", "DTSTART:20201202T140000Z", "SUMMARY;LANGUAGE=de:Gespräch")
    file = theirs("PRIORITY:5", "CLASS:PRIVATE", *other, "CLASS:X-[b]two")
    result = run("import", file, "--out", tmp_path / "short")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in result.stdout.splitlines() if "│" in line]
    assert rows == [
        ["CLASS", "what is published is for everybody (2 times)", "PRIVATE"],
        ["PRIORITY", "no event goes before another", "5"],
    ]
    assert "languages/de.toml has the words of English: translate them" in result.stdout.splitlines()
    result = run("import", file, "--out", tmp_path / "long", "--verbose")
    assert "b: CLASS: what is published is for everybody: X-[b]two" in result.stdout.splitlines()
    assert "│" not in result.stdout


def test_very_much_was_not_carried(theirs, tmp_path):
    """Of more kinds than forty the rest is counted."""
    result = run("import", theirs(*(f"X-{number}:x" for number in range(45))), "--out", tmp_path / "it")
    assert result.stdout.count("nothing in an event") == 40
    assert "5 more kinds: --verbose says all" in result.stdout.splitlines()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["none.ics"], "none.ics: must be readable (No such file or directory)"),
        (["."], ".: must be readable (Is a directory)"),
        (["notes.txt"], "notes.txt: the file must be a calendar (iCalendar) or a feed"),
        (["the talks.ics", "--language", "zh_CN"], "'language' must be a language tag such as fr or zh-Hant"),
        (["the talks.ics", "--authority", "UN"], "'authority' must be a domain name in lower case"),
        (["the talks.ics", "--since", "2021"], "'since' must not be after the catalogue's published, 2020-11-01"),
        (["the talks.ics", "--published", "x"], "'--published' must be a moment such as 2020-11-30T20:33 (got 'x')"),
        (["the talks.ics", "--out", "full"], "cannot write full: it must be empty, or not be there"),
    ],
)
def test_what_cannot_be_imported(theirs, tmp_path, monkeypatch, options, message):
    """What is wrong with file, folder or options is one line on standard error, and exit code 2; nothing is written."""
    theirs()
    (tmp_path / "notes.txt").write_text("Dear all")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "note").write_text("mine")
    before = files(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run("import", *([] if "--out" in options else ["--out", "it"]), *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(message)
    assert len(result.stderr.splitlines()) == 1
    assert files(tmp_path) == before


def test_the_version():
    """--version says which."""
    assert run("--version").stdout.startswith("gcmfeeds 0.")


def test_the_real_command(source, tmp_path):
    """The installed command runs as a program, without a traceback, on a terminal or not."""
    command = [Path(sys.executable).with_name("gcmfeeds"), "build", str(source), "--out", str(tmp_path / "site")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_entry_point(monkeypatch):
    """The name that the installation calls runs the command."""
    monkeypatch.setattr(sys, "argv", ["gcmfeeds", "--version"])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0


@pytest.mark.parametrize("package", ["typer", "httpx", "jinja2", "rich", "sqlalchemy", "tomlkit"])
def test_without_the_extra(monkeypatch, package):
    """Without its packages the command says which to install."""
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, "gcmfeeds.cli")
    with pytest.raises(SystemExit, match=r"pip install 'gcmfeeds\[publish\]'"):
        __import__("gcmfeeds.cli")


def test_a_quiet_run_with_nothing_to_do_imports_no_rich(source, tmp_path):
    """What shows nothing does not import what it would be shown with."""
    arguments = ["gcmfeeds", "build", str(source), "--out", str(tmp_path / "site"), "--quiet"]
    run(*arguments[1:])
    code = (
        f"import sys; sys.argv = {arguments!r}; from gcmfeeds.cli import app; app(standalone_mode=False); "
        "print([name for name in sys.modules if name.split('.')[0] in ('rich', 'sqlalchemy', 'tomlkit')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=60)
    assert (shown.stdout, shown.stderr) == ("[]\n", "")


def test_the_library_does_without_it(tmp_path):
    """Publishing from Python needs neither typer nor rich."""
    report = gf.publish(full_catalogue(event()), tmp_path, moment=gf.geneva(2026, 1, 1), languages=["fr"])
    assert len(report.written) == 18
