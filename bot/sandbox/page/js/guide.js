// The guide: a card for each thing worth seeing, which lights up when it has come.

import { get } from "./api.js";
import { icon, iconButton, make } from "./dom.js";
import { house } from "./house.js";
import { forget, keep, kept } from "./kept.js";
import { rove } from "./keys.js";
import { tell } from "./over.js";
import { say, spoken, tongue } from "./words.js";

export class Guide {
  constructor(reveal) {
    this.reveal = reveal;
    this.told = {};
    this.button = iconButton("guide", "guide", { class: "guide-button", onclick: () => this.turn(this.node.hidden) });
    this.steps = make("div", { class: "steps", role: "tablist", label: "guide" });
    this.card = make("div", { class: "card", role: "tabpanel", id: "guide-card" });
    const close = iconButton("close", "guide.close", { class: "close", onclick: () => this.turn(false) });
    this.node = make("section", { class: "guide", label: "guide" }, this.steps, close, this.card);
    Object.assign(this, { gone: [], hidden: false, ...kept("guide") });
    house.addEventListener("stage", (event) => this.hear(event.detail));
    spoken.addEventListener("changed", () => this.draw());
  }

  async learn() {
    this.told = await get("/stage/guide").catch(() => ({}));
    this.current ??= this.stops[0]?.id;
    this.draw();
  }

  get cards() {
    return this.told[tongue()] ?? this.told.en ?? [];
  }

  /** The cards that are not put away. */
  get stops() {
    return this.cards.filter((card) => !this.gone.includes(card.id));
  }

  came(id) {
    return house.stage.cards.find((card) => card.id === id && card.at);
  }

  hear(before) {
    const newest = (stage) => stage?.events.at(-1)?.n ?? 0;
    if (newest(house.stage) < newest(before)) return this.startOver();
    const lit = house.stage.cards.filter((card) => card.at && !before?.cards.find((other) => other.id === card.id)?.at).at(-1);
    if (!lit || !before) return this.drawn !== this.key() && this.draw();
    if (!this.gone.includes(lit.id)) this.current = lit.id;
    this.draw();
    const card = this.cards.find(({ id }) => id === lit.id);
    if (card) tell(say("guide.lit", { title: card.title }));
  }

  startOver() {
    forget("guide");
    Object.assign(this, { gone: [], hidden: false, current: this.cards[0]?.id });
    this.draw();
  }

  turn(on) {
    this.hidden = !on;
    if (on && !this.stops.length) this.gone = [];
    this.draw();
    if (on) this.steps.querySelector("[aria-selected=true]")?.focus();
    else this.button.focus();
  }

  putAway(id) {
    const at = this.stops.findIndex((card) => card.id === id);
    this.gone.push(id);
    this.current = (this.stops[at] ?? this.stops.at(-1))?.id;
    if (!this.stops.length) this.hidden = true;
    this.draw();
    (this.hidden ? this.button : this.steps.querySelector("[aria-selected=true]")).focus();
  }

  key = () => JSON.stringify([tongue(), this.gone, this.hidden, this.current, house.stage.cards.map(({ id, at }) => [id, Boolean(at)])]);

  draw() {
    this.drawn = this.key();
    keep("guide", { gone: this.gone, hidden: this.hidden, current: this.current });
    if (!this.stops.find(({ id }) => id === this.current)) this.current = this.stops[0]?.id;
    this.node.hidden = this.hidden || !this.stops.length;
    this.button.setAttribute("aria-expanded", String(!this.node.hidden));
    const focused = this.steps.contains(document.activeElement);
    this.steps.replaceChildren(...this.cards.map((card, n) => this.step(card, n)));
    rove(this.steps, "[role=tab]:not([hidden])");
    const current = this.steps.querySelector("[aria-selected=true]");
    if (current) for (const tab of this.steps.children) tab.tabIndex = tab === current ? 0 : -1;
    if (focused) current?.focus();
    this.fill();
  }

  step(card, n) {
    const lit = this.came(card.id);
    const choose = () => {
      if (this.current === card.id) return;
      this.current = card.id;
      this.draw();
    };
    const mark = make("span", { class: "mark" }, `${n + 1}`);
    const state = make("span", { class: "unseen" }, say(lit ? "guide.came" : "guide.waits"));
    const has = { type: "button", role: "tab", class: lit ? "lit" : "", "aria-selected": String(card.id === this.current), "aria-controls": "guide-card" };
    return make("button", { ...has, hidden: this.gone.includes(card.id), onclick: choose, onfocus: choose }, mark, make("span", { class: "title" }, card.title), state);
  }

  fill() {
    const card = this.stops.find(({ id }) => id === this.current);
    if (!card) return this.card.replaceChildren();
    const lit = this.came(card.id);
    const first = !house.stage.cards.some(({ at }) => at);
    const look = lit ? card.look && make("p", { class: "look" }, card.look) : make("p", { class: "look" }, say(first ? "guide.begin" : "guide.bring"));
    const show = lit && make("button", { type: "button", class: "button main", onclick: () => this.reveal(lit.person) }, say("guide.show"));
    const away = make("button", { type: "button", class: "button", onclick: () => this.putAway(card.id) }, say("guide.done"));
    this.card.className = lit ? "card lit" : "card";
    this.card.replaceChildren(make("div", { class: "words" }, make("h2", {}, card.title), make("p", {}, card.text), look), make("div", { class: "choices" }, show, away));
  }
}
