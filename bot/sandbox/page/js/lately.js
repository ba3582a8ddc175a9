// What happened lately, a line for each; of teams, never of persons.

import { make } from "./dom.js";
import { house } from "./house.js";
import { openMenu } from "./menu.js";
import { known, say, spoken } from "./words.js";
import { briefDay, clock } from "./when.js";

const MENU = 12; // lines that a menu holds

export function lately(reveal) {
  const list = make("ol", { class: "happened" });
  const none = make("p", { class: "faint", say: "lately.none" });
  const node = make("section", { class: "lately", "aria-labelledby": "lately-title" }, make("h2", { id: "lately-title", say: "lately" }), none, list);
  let drawn = "";

  function draw() {
    const { events } = house.stage;
    const key = `${events.at(-1)?.n} ${events.length} ${document.documentElement.lang}`;
    if (key === drawn) return;
    drawn = key;
    const lines = happened();
    none.hidden = lines.length > 0;
    const at = list.scrollTop;
    list.replaceChildren(...lines.map(line));
    fit();
    list.scrollTop = at;
  }

  function line({ what, team, when, at, person }) {
    const words = make("span", { class: "words" }, make("b", {}, what), team && make("span", { class: "faint" }, team));
    const time = make("time", { class: "faint", datetime: at }, when);
    const label = [what, team, when, say("event.show")].filter(Boolean).join(", ");
    const has = { type: "button", "aria-label": label, onclick: () => reveal(person) };
    return make("li", {}, person ? make("button", has, time, words) : make("span", { class: "line" }, time, words));
  }

  /** Room for whole lines only: half a line looks like a fault. */
  function fit() {
    list.style.removeProperty("max-height");
    const room = list.clientHeight;
    let whole = 0;
    for (const each of list.children) if (whole + each.offsetHeight <= room) whole += each.offsetHeight; else break;
    if (whole) list.style.setProperty("max-height", `${whole}px`);
  }

  house.addEventListener("stage", draw);
  spoken.addEventListener("changed", draw);
  new ResizeObserver(fit).observe(node);
  draw();
  return node;
}

/** The same in a menu, where the page is too narrow for a list. */
export function latelyMenu(anchor, reveal) {
  const items = happened().slice(0, MENU).map(({ what, team, when, person }) => ({
    words: what,
    under: [team, when].filter(Boolean).join(" · "),
    does: () => person && reveal(person),
  }));
  openMenu(anchor, items.length ? items : [{ words: say("lately.none"), does: () => {} }], say("lately"));
}

/** What happened, the newest first; those who joined at the same moment share a line. */
function happened() {
  const events = house.stage.events.filter(({ kind }) => known(`event.${kind}`)).reverse();
  const lines = [];
  for (const event of events) {
    const last = lines.at(-1);
    if (event.kind === "joined" && last?.kind === "joined" && last.at === event.at) Object.assign(last, { person: null, count: last.count + 1 });
    else lines.push({ ...event, count: 1 });
  }
  return lines.map((each) => ({ ...each, what: say(`event.${each.kind}`, each), when: `${briefDay(each.at)} ${clock(each.at)}` }));
}
