// Moments as people read them, in the zone of the play.

import { locale } from "./words.js";

let zone; // undefined is the browser's own
const made = new Map();

export const setZone = (name) => {
  zone = name;
};

function write(moment, style) {
  const key = JSON.stringify([locale(), zone, style]);
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(locale(), { ...style, timeZone: zone }));
  return made.get(key).format(moment);
}

const moment = (when) => (typeof when === "number" ? new Date(when * 1000) : new Date(when));

export const clock = (when) => write(moment(when), { hour: "2-digit", minute: "2-digit" });
export const weekday = (when) => write(moment(when), { weekday: "long" });
export const date = (when) => write(moment(when), { day: "numeric", month: "long", year: "numeric" });
export const day = (when) => write(moment(when), { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (when) => write(moment(when), { weekday: "short", day: "numeric", month: "short" });
export const briefDay = (when) => write(moment(when), { day: "numeric", month: "short" });
export const month = (when) => write(moment(when), { month: "short" }).replace(".", "");
export const dayKey = (when) => write(moment(when), { year: "numeric", month: "2-digit", day: "2-digit" });
