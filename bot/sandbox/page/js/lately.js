// What happened lately, a line for each; of teams, never of persons.

import { make } from "./dom.js";
import { house } from "./house.js";
import { known, say, spoken } from "./words.js";
import { briefDay, clock } from "./when.js";

export function lately(reveal) {
  const list = make("ol", { class: "happened" });
  const none = make("p", { class: "faint", say: "lately.none" });
  const node = make("section", { class: "lately", "aria-labelledby": "lately-title" }, make("h2", { id: "lately-title", say: "lately" }), none, list);
  let drawn = "";

  function draw() {
    const events = house.stage.events.filter(({ kind }) => known(`event.${kind}`)).reverse();
    const key = `${events[0]?.n} ${events.length} ${document.documentElement.lang}`;
    none.hidden = events.length > 0;
    if (key === drawn) return;
    drawn = key;
    const at = list.scrollTop;
    list.replaceChildren(...together(events).map(line));
    list.scrollTop = at;
  }

  function line({ at, kind, person, team, count = 1 }) {
    const what = say(`event.${kind}`, { count });
    const words = make("span", { class: "words" }, make("b", {}, what), team && make("span", { class: "faint" }, team));
    const when = make("time", { class: "faint", datetime: at }, `${briefDay(at)} ${clock(at)}`);
    const has = { type: "button", title: team, "aria-label": [what, team, when.textContent, say("event.show")].filter(Boolean).join(", ") };
    const held = person ? make("button", { ...has, onclick: () => reveal(person) }, when, words) : make("span", { class: "line" }, when, words);
    return make("li", {}, held);
  }

  /** The events; those who joined at the same moment share a line. */
  function together(events) {
    return events.reduce((lines, event) => {
      const last = lines.at(-1);
      if (event.kind === "joined" && last?.kind === "joined" && last.at === event.at) lines[lines.length - 1] = { ...last, person: null, count: (last.count ?? 1) + 1 };
      else lines.push(event);
      return lines;
    }, []);
  }

  house.addEventListener("stage", draw);
  spoken.addEventListener("changed", draw);
  draw();
  return node;
}
