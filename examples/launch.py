"""The launch of the Secretary-General's report on 1 December 2020, as a French calendar on standard output."""

import datetime as dt
import sys

import gcmfeeds as gf

PAGE = "https://migrationnetwork.un.org/sg-report-promise-action"

network = gf.Organizer(
    name=gf.Text(fr="Réseau des Nations Unies sur les migrations", en="United Nations Network on Migration"),
    url="https://migrationnetwork.un.org",
)
launch = gf.Event(
    key="sg-report-2020",
    title=gf.Text(
        fr="De la promesse à l’action : le Pacte mondial pour des migrations sûres, ordonnées et régulières",
        en="From Promise to Action: The Global Compact for Safe, Orderly and Regular Migration",
    ),
    start=dt.date(2020, 12, 1),
    venue=gf.Venue(name=gf.Text(fr="Genève", en="Geneva"), country="CH"),
    url=PAGE,
    streams=[gf.Stream(url=PAGE, languages=["en", "es", "fr"])],
    programme=[
        gf.Slot(
            title=gf.Text(fr="Message d’ouverture", en="Opening message"),
            speakers=[
                gf.Speaker(
                    name="António Guterres",
                    role=gf.Text(fr="Secrétaire général de l’ONU", en="Secretary-General of the United Nations"),
                )
            ],
        )
    ],
    documents=[gf.Document(symbol="A/75/542", title=gf.Text(fr="Rapport du Secrétaire général"))],
)
catalogue = gf.Catalogue(
    title=gf.Text(fr="Pacte mondial pour les migrations", en="Global Compact for Migration"),
    publisher=network,
    languages=["fr", "en"],
    fallback=["en"],
    base_url="https://migrationnetwork.un.org/calendar/",
    authority="migrationnetwork.un.org",
    since="2020",
    published=gf.geneva(2020, 11, 20, 9, 0),
    events=[launch],
)

sys.stdout.buffer.write(gf.to_ics(catalogue, language="fr"))
