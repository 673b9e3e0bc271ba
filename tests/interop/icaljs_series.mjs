// Reads a JSON list of paths from standard input; prints for each, as ical.js expands it, every time before 2045 of every
// event: UID, start and end in UTC, or dates. The argument is the address of ical.js.
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);
const YEAR = 2045;

function written(time) {
  return time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function expand(component, changed) {
  const uid = component.getFirstPropertyValue("uid");
  const exceptions = changed.filter((event) => event.getFirstPropertyValue("uid") === uid);
  const event = new ICAL.Event(component, { exceptions });
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.year <= YEAR; next = iterator.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push([uid, written(startDate), written(endDate)]);
  }
  return found;
}

function read(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf-8")));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const events = calendar.getAllSubcomponents("vevent");
  const changed = events.filter((event) => event.hasProperty("recurrence-id"));
  return events.filter((event) => !event.hasProperty("recurrence-id")).flatMap((event) => expand(event, changed));
}

const paths = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, read(path)]))));
