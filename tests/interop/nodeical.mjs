// Reads a JSON list of paths from standard input, each with node-ical; prints what it saw as JSON.
// The argument is the address of node-ical.
import { readFileSync } from "node:fs";

const { default: ical } = await import(process.argv[2]);

function time(date) {
  if (!date) return "";
  if (!date.dateOnly) return date.toISOString();
  // A day is the midnight of the machine's zone there.
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

const text = (value) => (typeof value === "object" ? value.val : (value ?? ""));

function seen(event) {
  return {
    uid: event.uid,
    start: time(event.start),
    end: time(event.end),
    summary: text(event.summary),
    language: event.summary.params?.LANGUAGE ?? "",
    status: event.status,
    sequence: event.sequence,
    url: text(event.url),
    description: text(event.description),
    location: text(event.location),
    categories: event.categories ?? [],
  };
}

function read(path) {
  const items = Object.values(ical.sync.parseICS(readFileSync(path, "utf-8")));
  const events = items.filter((item) => item.type === "VEVENT");
  // What is otherwise about a series stands in it, under its day and under its moment.
  return events.flatMap((event) => [event, ...new Set(Object.values(event.recurrences ?? {}))]).map(seen);
}

const paths = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, read(path)]))));
