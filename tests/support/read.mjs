// Reads calendar files by ical.js, with no time zones but those that stand in the file.
//   node read.mjs PATH-OF-ICAL.JS < ["BEGIN:VCALENDAR…", …]
// answers with one list of events for each file, with the instants of their times.
import { pathToFileURL } from "node:url";
import { readFileSync } from "node:fs";

const { default: ICAL } = await import(pathToFileURL(process.argv[2]).href);

function read(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const zones = new Map();
  for (const component of calendar.getAllSubcomponents("vtimezone")) {
    const tzid = component.getFirstPropertyValue("tzid");
    zones.set(tzid, new ICAL.Timezone({ component, tzid }));
  }
  const instant = (property) => {
    const time = property.getFirstValue();
    const tzid = property.getParameter("tzid");
    if (tzid) time.zone = zones.get(tzid);
    return new Date(time.toUnixTime() * 1000).toISOString();
  };
  return calendar.getAllSubcomponents("vevent").map((event) => {
    const value = (name) => event.getFirstPropertyValue(name);
    const attendees = event.getAllProperties("attendee");
    return {
      method: calendar.getFirstPropertyValue("method") ?? "",
      uid: value("uid"),
      sequence: value("sequence"),
      status: value("status"),
      title: value("summary"),
      place: value("location") ?? "",
      starts_at: instant(event.getFirstProperty("dtstart")),
      ends_at: instant(event.getFirstProperty("dtend")),
      stamped_at: instant(event.getFirstProperty("dtstamp")),
      organiser: value("organizer") ?? "",
      attendees: attendees.map((one) => [one.getFirstValue(), one.getParameter("partstat"), one.getParameter("rsvp") === "TRUE"]),
    };
  });
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
