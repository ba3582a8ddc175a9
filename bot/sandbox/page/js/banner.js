// One calm line when something is away: the stand-in, or the bot.

import { icon, make } from "./dom.js";
import { house } from "./house.js";
import { say, spoken } from "./words.js";

const AFTERWARDS = 15_000; // milliseconds that the good news stays

export function drawBanner(banner) {
  let gone = false;
  let back = 0;
  let shown = "";

  function draw() {
    const state = house.stage?.bot?.state;
    const key = gone ? "away" : state && state !== "working" ? `bot.${state}` : back > Date.now() ? "bot.back" : "";
    const words = key && say(key === "away" && !house.stage ? "away.sandbox" : key);
    if (words === shown) return;
    shown = words;
    banner.className = key === "bot.back" ? "good" : "";
    banner.replaceChildren(...(words ? [icon(key === "bot.back" ? "check" : "clock"), make("span", {}, words)] : []));
  }

  house.addEventListener("stage", (event) => {
    const before = event.detail?.bot;
    const { bot } = house.stage;
    if (before && bot.state === "working" && before.state === "restarting") {
      back = Date.now() + AFTERWARDS;
      setTimeout(draw, AFTERWARDS + 50);
    }
    draw();
  });
  spoken.addEventListener("changed", draw);
  return {
    away(now) {
      gone = now;
      draw();
    },
  };
}
