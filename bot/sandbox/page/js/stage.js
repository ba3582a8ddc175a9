// The clock that a person leads: the moment, the controls, and what comes next.

import { startOver } from "./anew.js";
import { post } from "./api.js";
import { icon, iconButton, make } from "./dom.js";
import { house } from "./house.js";
import { latelyMenu } from "./lately.js";
import { openMenu } from "./menu.js";
import { tell, toast } from "./over.js";
import { timeline } from "./timeline.js";
import { say, spoken } from "./words.js";
import { clock, date, shortDay, weekday } from "./when.js";

const act = (name) => post(`/stage/${name}`).catch((error) => toast(document.body, error.message));

export function drawStage(head, reveal) {
  const time = make("time", { class: "time" });
  const today = make("span", { class: "today" });
  const now = make("div", { class: "now" }, time, today);
  const play = iconButton("play", "play", { class: "main", onclick: () => act(house.stage.running ? "pause" : "play") });
  const slower = iconButton("minus", "slower", { onclick: () => act("slower") });
  const speed = make("span", { class: "speed" });
  const faster = iconButton("plus", "faster", { onclick: () => act("faster") });
  const next = make("button", { type: "button", class: "button main next", onclick: () => act("next") }, icon("next"), make("span", { say: "next" }));
  const monday = make("button", { type: "button", class: "button monday", say: "monday", onclick: () => act("monday") });
  const more = iconButton("more", "stage.more", { "aria-haspopup": "menu", onclick: () => stageMenu(more, monday, reveal) });
  const coming = make("p", { class: "coming" });
  const buttons = make("div", { class: "buttons" }, play, make("div", { class: "pace" }, slower, speed, faster), next, monday, more);
  head.insertBefore(make("div", { class: "controls", role: "group", label: "clock" }, buttons, coming), head.lastChild);
  head.insertBefore(now, head.lastChild.previousSibling);
  head.append(timeline());

  function draw() {
    const { stage } = house;
    time.textContent = clock(stage.now);
    time.dateTime = stage.now;
    today.replaceChildren(make("b", {}, weekday(stage.now)), make("span", {}, date(stage.now)));
    turn(play, stage.running ? "pause" : "play");
    const hours = stage.speeds[stage.level];
    speed.textContent = say("speed", { hours });
    speed.title = say("speed.long", { hours });
    slower.disabled = stage.level === 0;
    faster.disabled = stage.level === stage.speeds.length - 1;
    next.setAttribute("aria-busy", String(Boolean(stage.stepping)));
    coming.textContent = stage.next ? say("coming", { what: say(`coming.${stage.next.what}`), when: `${shortDay(stage.next.at)} ${clock(stage.next.at)}` }) : say("coming.nothing");
  }

  house.addEventListener("stage", (event) => {
    draw();
    if (event.detail?.running !== house.stage.running) tell(say(house.stage.running ? "told.runs" : "told.stands"));
  });
  spoken.addEventListener("changed", draw);
  document.addEventListener("keydown", (event) => {
    // Space belongs to whatever has the focus; only where nothing has it, it is the clock's.
    if (event.key !== " " || event.target !== document.body || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    play.click();
  });
  draw();
}

function turn(button, name) {
  if (button.dataset.label === name && button.dataset.drawn) return;
  button.replaceChildren(icon(name));
  Object.assign(button.dataset, { label: name, drawn: name });
  button.title = say(name);
  button.setAttribute("aria-label", say(name));
}

function stageMenu(anchor, monday, reveal) {
  const { level, speeds } = house.stage;
  // On a narrow page these have no place of their own.
  const narrow = monday.offsetParent ? [] : [
    { name: "next", words: say("monday"), does: () => act("monday") },
    { name: "plus", words: say("faster"), under: say("speed.long", { hours: speeds[Math.min(level + 1, speeds.length - 1)] }), does: () => act("faster") },
    { name: "minus", words: say("slower"), under: say("speed.long", { hours: speeds[Math.max(level - 1, 0)] }), does: () => act("slower") },
    { name: "clock", words: say("lately"), does: () => latelyMenu(anchor, reveal) },
    null,
  ];
  const kill = { name: "stop", words: say("kill"), under: say("kill.why"), does: () => act("kill") };
  const reset = { name: "reset", words: say("reset"), under: say("reset.why"), does: startOver };
  openMenu(anchor, [...narrow, kill, null, reset], say("stage.more"));
}
