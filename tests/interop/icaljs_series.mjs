// Reads a path from standard input; prints every occurrence of every event in that calendar before a year, as ical.js
// expands it: by UID, start and end in UTC, or dates. The arguments are the address of ical.js and the year.
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);
const year = Number(process.argv[3]);

function written(time) {
  return time.isDate ? time.toString() : time.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function expand(component, changed) {
  const uid = component.getFirstPropertyValue("uid");
  const exceptions = changed.filter((event) => event.getFirstPropertyValue("uid") === uid);
  const event = new ICAL.Event(component, { exceptions });
  const found = [];
  const iterator = event.iterator();
  for (let next = iterator.next(); next && next.year < year; next = iterator.next()) {
    const { startDate, endDate } = event.getOccurrenceDetails(next);
    found.push([written(startDate), written(endDate)]);
  }
  return found;
}

const calendar = new ICAL.Component(ICAL.parse(readFileSync(readFileSync(0, "utf-8"), "utf-8")));
for (const zone of calendar.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}
const events = calendar.getAllSubcomponents("vevent");
const changed = events.filter((event) => event.hasProperty("recurrence-id"));
const masters = events.filter((event) => !event.hasProperty("recurrence-id"));
const expanded = masters.map((event) => [event.getFirstPropertyValue("uid"), expand(event, changed)]);
process.stdout.write(JSON.stringify(Object.fromEntries(expanded)));
