// Reads a JSON list of paths from standard input; prints for each, as node-ical expands it, every time from 1990 to 2044
// of every event: UID, start and end in UTC, or dates. What it throws stands where the start would.
// The argument is the address of node-ical.
import { readFileSync } from "node:fs";

const { default: ical } = await import(process.argv[2]);
const SPAN = { from: new Date(Date.UTC(1989, 11, 1)), to: new Date(Date.UTC(2045, 0, 31)) };

function time(date, isDay) {
  if (!isDay) return date.toISOString();
  // A day is the midnight of the machine's zone there.
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, "0")).join("-");
}

function expand(event) {
  try {
    const found = ical.expandRecurringEvent(event, SPAN);
    return found.map(({ start, end, isFullDay }) => [event.uid, time(start, isFullDay), time(end, isFullDay)]);
  } catch (error) {
    return [[event.uid, "", `${error}`]];
  }
}

function read(path) {
  const items = Object.values(ical.sync.parseICS(readFileSync(path, "utf-8")));
  return items.filter((item) => item.type === "VEVENT").flatMap(expand);
}

const paths = JSON.parse(readFileSync(0, "utf-8"));
process.stdout.write(JSON.stringify(Object.fromEntries(paths.map((path) => [path, read(path)]))));
