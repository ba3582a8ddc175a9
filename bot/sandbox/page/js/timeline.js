// The year of the programme as one thin line: its months, where we are, what has happened.

import { make } from "./dom.js";
import { house } from "./house.js";
import { known, say, spoken } from "./words.js";
import { briefDay, clock, month } from "./when.js";

const WEEK = 7 * 24 * 3600 * 1000;
const LOUD = new Set(["stall_opened", "alert_sent"]);

export function timeline() {
  const done = make("span", { class: "done" });
  const marks = make("span", { class: "marks" });
  const months = make("span", { class: "months", "aria-hidden": "true" });
  const line = make("div", { class: "timeline", role: "img" }, make("span", { class: "rail" }, done, marks), months);
  let drawn = "";

  function draw() {
    const { starts, ends, now, events } = house.stage;
    const [start, end] = [Date.parse(starts), Date.parse(ends)];
    const share = (when) => `${(100 * Math.min(Math.max((Date.parse(when) - start) / (end - start), 0), 1)).toFixed(2)}%`;
    done.style.setProperty("width", share(now));
    const weeks = Math.max(1, Math.ceil((end - start) / WEEK));
    const week = Math.min(weeks, Math.max(1, Math.floor((Date.parse(now) - start) / WEEK) + 1));
    line.setAttribute("aria-label", say("week", { week, weeks }));
    line.title = say("dots");
    marks.replaceChildren(...moments(events).map((moment) => placed(mark(moment), share(moment[0].at))));
    const key = `${starts} ${ends} ${document.documentElement.lang}`;
    if (key === drawn) return;
    drawn = key;
    months.replaceChildren(...firsts(start, end).map((first) => placed(make("span", {}, month(first)), share(first))));
  }

  house.addEventListener("stage", draw);
  spoken.addEventListener("changed", draw);
  draw();
  return line;
}

/** What happened, by moment. */
function moments(events) {
  const found = new Map();
  for (const event of events) found.set(event.at, [...(found.get(event.at) ?? []), event]);
  return [...found.values()];
}

function mark(moment) {
  const words = moment.filter(({ kind }) => known(`event.${kind}`)).map(({ kind, team }) => [say(`event.${kind}`, { count: 1 }), team].filter(Boolean).join(", "));
  const title = [`${briefDay(moment[0].at)} ${clock(moment[0].at)}`, ...new Set(words)].join("\n");
  return make("i", { class: moment.some(({ kind }) => LOUD.has(kind)) ? "loud" : "", title });
}

function placed(node, left) {
  node.style.setProperty("left", left);
  return node;
}

/** The first day of each month in the year that has room for its name. */
function firsts(start, end) {
  const found = [];
  const first = new Date(start);
  for (let month = new Date(first.getFullYear(), first.getMonth() + 1, 1, 12); month < end; month = new Date(month.getFullYear(), month.getMonth() + 1, 1, 12)) {
    found.push(month.toISOString());
  }
  return found;
}
