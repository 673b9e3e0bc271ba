"""What subscribers see of a change: the real catalogue, published five times in the first months of 2022.

Run it with a folder to look at afterwards, or without one: ``python examples/changes.py site``.
"""

import datetime as dt
import sys
import tempfile
from pathlib import Path

import attrs

import gcmfeeds as gf

GCM = Path(__file__).parent / "gcm"
FORUM, BRIEFING, NEWS = "imrf-2022", "coordinator-briefing-2022-09", "hub-launch-2021"


def with_items(catalogue: gf.Catalogue, *items: gf.Event | gf.Announcement) -> gf.Catalogue:
    """Put items in the place of those with the same keys."""
    found = {(item.kind, item.key): item for item in (*catalogue.items, *items)}.values()
    return attrs.evolve(
        catalogue,
        events=[item for item in found if isinstance(item, gf.Event)],
        announcements=[item for item in found if isinstance(item, gf.Announcement)],
    )


def main(folder: Path) -> None:
    """Publish day after day, and print what changed for whom."""
    catalogue = gf.load(GCM)
    forum = next(event for event in catalogue.events if event.key == FORUM)
    briefing = next(event for event in catalogue.events if event.key == BRIEFING)
    news = next(item for item in catalogue.announcements if item.key == NEWS)

    as_planned = attrs.evolve(
        forum, start=dt.date(2022, 5, 10), end=dt.date(2022, 5, 13), previous_start=None, sequence=0
    )
    first = with_items(catalogue, as_planned)
    moved = with_items(first, forum)
    cancelled = with_items(moved, attrs.evolve(briefing, status="cancelled"))
    withdrawn = with_items(cancelled, attrs.evolve(news, withdrawn=gf.geneva(2022, 3, 1, 9)))
    ledger = f"sqlite:///{folder / 'ledger.db'}"
    for day, what, catalogue in [
        (gf.geneva(2022, 1, 10, 9), "The catalogue is published", first),
        (gf.geneva(2022, 1, 11, 9), "Nothing changes", first),
        (gf.geneva(2022, 2, 1, 12), "The Forum is moved by a week", moved),
        (gf.geneva(2022, 2, 15, 17), "A briefing is cancelled", cancelled),
        (gf.geneva(2022, 3, 1, 9), "An announcement is withdrawn", withdrawn),
    ]:
        report = gf.publish(catalogue, folder / "site", moment=day, ledger=ledger)
        print(f"\n{day:%d %B %Y}. {what}.")
        print(f"  {len(report.written)} files written, {len(report.unchanged)} left alone")
        for change in report.changes:
            print(f"  {change}")
    print(f"\nThe history of {FORUM}:")
    for step in gf.history(FORUM, ledger=ledger):
        print(f"  {step.moment:%d %B %Y}: {step.change}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary))
