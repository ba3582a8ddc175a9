// The guide: a card for each thing worth seeing, which lights up when it has come and is ticked off when it is read.

import { get } from "./api.js";
import { icon, iconButton, make } from "./dom.js";
import { house } from "./house.js";
import { forget, keep, kept } from "./kept.js";
import { rove } from "./keys.js";
import { tell } from "./over.js";
import { say, spoken, tongue } from "./words.js";

const ANEW = { done: [], seen: [], hidden: false };

export class Guide {
  constructor(reveal) {
    this.reveal = reveal;
    this.told = {};
    this.button = iconButton("guide", "guide", { class: "guide-button", onclick: () => this.turn(this.node.hidden) });
    this.steps = make("div", { class: "steps", role: "tablist", label: "guide" });
    this.choices = make("div", { class: "choices" });
    this.card = make("div", { class: "card", role: "tabpanel", id: "guide-card", tabIndex: 0, "aria-labelledby": "guide-title" });
    const close = iconButton("close", "guide.close", { class: "close", onclick: () => this.turn(false) });
    this.node = make("section", { class: "guide", label: "guide" }, this.steps, this.choices, close, this.card);
    Object.assign(this, structuredClone(ANEW), kept("guide"));
    house.addEventListener("stage", (event) => this.hear(event.detail));
    spoken.addEventListener("changed", () => this.draw());
  }

  async learn() {
    this.told = await get("/stage/guide").catch(() => ({}));
    if (!this.cards.find(({ id }) => id === this.current)) this.current = this.cards[0]?.id;
    this.draw();
  }

  /** The languages that it is written in, which are those of the play. */
  get languages() {
    return Object.keys(this.told);
  }

  get cards() {
    return this.told[tongue()] ?? this.told.en ?? [];
  }

  came(id) {
    return house.stage.cards.find((card) => card.id === id && card.at);
  }

  isDone = (id) => this.done.includes(id);
  isNew = (id) => Boolean(this.came(id)) && !this.isDone(id) && !this.seen.includes(id);

  hear(before) {
    const newest = (stage) => stage?.events.at(-1)?.n ?? 0;
    if (newest(house.stage) < newest(before)) return this.startOver();
    const lit = before ? this.cards.filter(({ id }) => this.came(id) && !before.cards.find((card) => card.id === id)?.at) : [];
    // A card that is being read stays; whatever else has come is only marked.
    const reading = this.came(this.current) && !this.isDone(this.current);
    if (lit.length && !reading) this.current = lit[0].id;
    if (this.drawn !== this.key()) this.draw();
    for (const { title } of lit) tell(say("guide.lit", { title: filled(title) }));
  }

  startOver() {
    forget("guide");
    Object.assign(this, structuredClone(ANEW), { current: this.cards[0]?.id });
    this.draw();
  }

  turn(on) {
    this.hidden = !on;
    this.draw();
    (on ? this.chosen : this.button)?.focus();
  }

  /** The card is read: on to the next, best to one that has come. */
  tickOff() {
    this.done.push(this.current);
    const at = this.cards.findIndex(({ id }) => id === this.current);
    const left = [...this.cards.slice(at), ...this.cards.slice(0, at)].filter(({ id }) => !this.isDone(id));
    this.current = (left.find(({ id }) => this.came(id)) ?? left[0])?.id ?? this.current;
    this.turn(left.length > 0);
  }

  get chosen() {
    return this.steps.querySelector("[aria-selected=true]");
  }

  key = () => JSON.stringify([tongue(), this.done, this.hidden, this.current, house.stage.cards, house.stage.teams]);

  draw() {
    this.drawn = this.key();
    this.node.hidden = this.hidden || !this.cards.length;
    this.button.setAttribute("aria-expanded", String(!this.node.hidden));
    if (!this.node.hidden && this.isNew(this.current)) this.seen.push(this.current);
    keep("guide", { done: this.done, seen: this.seen, hidden: this.hidden, current: this.current });
    const focused = this.steps.contains(document.activeElement);
    this.steps.replaceChildren(...this.cards.map((card, n) => this.step(card, n)));
    rove(this.steps, "[role=tab]");
    for (const tab of this.steps.children) tab.tabIndex = tab === this.chosen ? 0 : -1;
    if (focused) this.chosen?.focus();
    this.fill();
  }

  step({ id, title }, n) {
    const choose = () => {
      if (this.current === id) return;
      this.current = id;
      this.draw();
    };
    const state = this.isDone(id) ? "ticked" : this.isNew(id) ? "new" : this.came(id) ? "came" : "waits";
    const mark = make("span", { class: "mark" }, state === "ticked" ? icon("check") : `${n + 1}`);
    const words = [mark, make("span", { class: "title" }, filled(title)), make("span", { class: "unseen" }, say(`guide.${state}`))];
    const has = { type: "button", role: "tab", class: state, title: filled(title), "aria-selected": String(id === this.current) };
    return make("button", { ...has, "aria-controls": "guide-card", onclick: choose, onfocus: choose }, words);
  }

  fill() {
    const card = this.cards.find(({ id }) => id === this.current);
    if (!card) return;
    const lit = this.came(card.id);
    const hint = say(house.stage.cards.some(({ at }) => at) ? "guide.bring" : "guide.begin");
    const show = lit && make("button", { type: "button", class: "button main", onclick: () => this.reveal(lit.person) }, say("guide.show"));
    const tick = lit && !this.isDone(card.id) && make("button", { type: "button", class: "button", onclick: () => this.tickOff() }, say("guide.done"));
    this.choices.replaceChildren(...[show, tick, !lit && make("span", { class: "hint" }, hint)].filter(Boolean));
    this.card.className = lit ? "card lit" : "card";
    this.card.scrollTop = 0;
    const title = make("h2", { id: "guide-title" }, filled(card.title));
    this.card.replaceChildren(title, make("p", {}, filled(card.text)), make("p", { class: "look" }, lit ? filled(card.look) : hint));
  }
}

/** A text of the guide with the teams' names in it: {ridge} is the title of the team `ridge`. */
const filled = (text = "") => text.replace(/\{(\w+)\}/g, (whole, team) => house.stage.teams?.[team] ?? whole);
