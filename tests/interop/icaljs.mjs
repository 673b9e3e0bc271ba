// Reads a JSON list of paths from standard input, each with the parser of Thunderbird and Nextcloud;
// prints what it saw as JSON. The argument is the address of ical.js.
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(process.argv[2]);

function time(event, name) {
  const found = event.getFirstPropertyValue(name);
  if (!found) return "";
  return found.isDate ? found.toString() : found.convertToZone(ICAL.Timezone.utcTimezone).toString();
}

function seen(event) {
  const summary = event.getFirstProperty("summary");
  return {
    uid: event.getFirstPropertyValue("uid"),
    start: time(event, "dtstart"),
    end: time(event, "dtend"),
    summary: summary.getFirstValue(),
    language: summary.getFirstParameter("language") ?? "",
    status: event.getFirstPropertyValue("status"),
    sequence: event.getFirstPropertyValue("sequence"),
    url: event.getFirstPropertyValue("url") ?? "",
    description: event.getFirstPropertyValue("description"),
    location: event.getFirstPropertyValue("location") ?? "",
    categories: event.getAllProperties("categories").flatMap((property) => property.getValues()),
  };
}

function read(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf-8")));
  return calendar.getAllSubcomponents("vevent").map(seen);
}

const paths = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, read(path)]))));
