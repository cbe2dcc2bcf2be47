// Expands recurrence rules by ical.js, and turns wall times into instants by node's own time zones.
//   node expand.mjs PATH-OF-ICAL.JS < [{"ics": "BEGIN:VEVENT…", "zone": "Europe/Berlin"}, …]
// answers with one list each: [["2027-03-09T10:00:00", "2027-03-09T09:00:00.000Z" or null], …]. Null stands for a
// time over which the clocks jump; of a time that comes twice the first is meant.
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);
const MOST = 2000;
const DAY = 86_400_000;
const formats = new Map();

function shown(instant, zone) {
  if (!formats.has(zone)) {
    const parts = { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" };
    formats.set(zone, new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", ...parts }));
  }
  const part = Object.fromEntries(formats.get(zone).formatToParts(instant).map((one) => [one.type, one.value]));
  return Date.UTC(part.year, part.month - 1, part.day, part.hour, part.minute, part.second);
}

function instant(wall, zone) {
  const naive = Date.parse(`${wall}Z`);
  const candidates = [naive - DAY, naive + DAY].map((near) => naive - (shown(near, zone) - near));
  const found = candidates.filter((one) => shown(one, zone) === naive);
  return found.length ? new Date(Math.min(...found)).toISOString() : null;
}

function expanded({ ics, zone }) {
  const calendar = new ICAL.Component(ICAL.parse(`BEGIN:VCALENDAR\r\n${ics}\r\nEND:VCALENDAR`));
  const iterator = new ICAL.Event(calendar.getFirstSubcomponent("vevent")).iterator();
  const days = [];
  for (let next = iterator.next(); next && days.length < MOST; next = iterator.next()) {
    days.push([next.toString(), instant(next.toString(), zone)]);
  }
  return days;
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(expanded)));
