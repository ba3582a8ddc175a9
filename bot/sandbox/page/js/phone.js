// One phone: whose it is, which chat it shows, and what is fetched for it.

import { Away, get } from "./api.js";
import { Acts } from "./acts.js";
import { Composer } from "./composer.js";
import { icon, iconButton, make } from "./dom.js";
import { house } from "./house.js";
import { keep, kept } from "./kept.js";
import { Log } from "./log.js";
import { messageMenu, chatMenu, personMenu } from "./phone_menus.js";
import { tell } from "./over.js";
import { known, say, spoken } from "./words.js";

export class Phone extends EventTarget {
  constructor(seat) {
    super(); // "unread" and "person" when that has changed
    this.seat = seat.seat;
    this.usual = seat.id;
    this.acts = new Acts(this);
    this.log = new Log(this.acts);
    this.composer = new Composer(this.acts);
    this.holder = make("button", { type: "button", class: "holder", "aria-haspopup": "menu", onclick: () => personMenu(this) });
    this.title = make("div", { class: "words" });
    this.more = iconButton("more", "more", { "aria-haspopup": "menu", onclick: () => chatMenu(this) });
    this.begin = make("button", { type: "button", class: "button main begin", onclick: () => this.acts.start() });
    this.blocked = make("p", { class: "blocked", say: "blocked", hidden: true });
    const face = make("img", { class: "avatar", src: "/page/mark.svg", alt: "", width: 34, height: 34 });
    const bar = make("div", { class: "bar" }, face, this.title, this.more);
    this.screen = make("div", { class: "screen" }, bar, this.log.node, this.blocked, this.begin, this.composer.node);
    this.node = make("section", { class: "phone", id: `phone-${this.seat}` }, this.holder, this.screen);
    for (const at of ["pointerdown", "input"]) this.screen.addEventListener(at, () => this.acts.touched());
    messageMenu(this);
    this.show(kept(`phone.${this.seat}`) ?? seat.id);
    house.addEventListener("people", () => (this.name(), this.refresh()));
    house.addEventListener("groups", () => this.name());
    house.addEventListener("chats", (event) => event.detail.has(`${this.chat}`) && this.refresh());
    spoken.addEventListener("changed", () => this.again());
  }

  /** Put the phone in somebody's hand. */
  show(person, chat = person) {
    Object.assign(this, { person, chat, shown: null });
    keep(`phone.${this.seat}`, person === this.usual ? null : person);
    this.log.clear();
    this.composer.open(`${person}.${chat}`);
    this.composer.draw({ keyboard: [] }, []);
    this.name();
    this.refresh();
    this.dispatchEvent(new Event("person"));
  }

  get owner() {
    return house.people.get(this.person) ?? { id: this.person, name: `${this.person}` };
  }

  /** Whose phone it is meant to be: an employee's, a facilitator's, a manager's. */
  get role() {
    return house.people.get(this.usual)?.role;
  }

  get group() {
    return house.groups.find((group) => group.id === this.chat);
  }

  get visible() {
    return !document.hidden && this.node.offsetParent !== null;
  }

  get contact() {
    return this.group ? "open" : (this.shown?.contact ?? this.owner.contact ?? "open");
  }

  /** Fetch and draw; whatever changes meanwhile is fetched once more. */
  async refresh() {
    this.stale = true;
    if (this.fetching) return;
    this.fetching = true;
    try {
      while (this.stale) {
        this.stale = false;
        const { chat, person } = this;
        const there = house.present.has(person) && house.stage?.bot.state !== "starting";
        const screen = there ? await get(`/phones/chats/${chat}?person=${person}`).catch(whatIsLeft) : EMPTY;
        if (!screen) return void setTimeout(() => this.refresh(), ONCE_MORE_AFTER);
        if (chat === this.chat && person === this.person) this.draw(screen);
      }
    } finally {
      this.fetching = false;
    }
  }

  draw(screen) {
    const before = this.shown;
    this.shown = screen;
    const begun = house.begun[this.chat];
    if (before && begun !== this.begun) this.log.clear(); // the chat began anew: its numbers count from one again
    this.begun = begun;
    const view = { person: this.person, group: Boolean(this.group) };
    const news = this.log.draw(screen.messages, view, this.visible);
    if (before && news && screen.messages.at(-1)?.from_bot) tell(say("told", { name: this.owner.name }));
    this.log.introduce(screen.messages.length ? "" : screen.description);
    this.composer.draw(screen, screen.commands ?? []);
    const asked = screen.force_reply && screen.messages.find((message) => message.id === screen.force_reply);
    if (asked && screen.force_reply !== before?.force_reply) this.composer.set({ reply: asked });
    this.head();
  }

  again() {
    this.log.clear();
    if (this.shown) this.draw(this.shown);
    this.name();
  }

  name() {
    const { owner } = this;
    const role = owner.role && say(`role.${owner.role}`);
    const under = [role, owner.team].filter(Boolean).join(" · ") || (known(`seat.${this.seat}`) ? say(`seat.${this.seat}`) : "");
    const words = make("span", { class: "words" }, make("b", {}, owner.name), under && make("span", { class: "faint" }, under));
    this.holder.replaceChildren(make("span", { class: "avatar" }, initials(owner.name)), words, icon("chevron"));
    this.holder.setAttribute("aria-label", `${owner.name}, ${under}. ${say("person.switch")}`);
    this.node.setAttribute("aria-label", say("phone.of", { name: owner.name }));
    this.head();
  }

  head() {
    const typing = this.shown?.action;
    const kind = this.group ? say("members", { count: this.group.members.length }) : say("bot");
    const title = this.group?.title ?? house.bot.first_name;
    this.title.replaceChildren(make("b", {}, title), make("span", { class: typing ? "typing" : "faint" }, typing ? say("typing") : kind));
    const closed = this.contact !== "open";
    this.screen.classList.toggle("closed", closed);
    this.blocked.hidden = this.contact !== "blocked";
    this.begin.hidden = !closed;
    this.begin.disabled = this.contact === "deactivated";
    this.begin.textContent = closed ? say(`begin.${this.contact}`) : "";
    this.composer.node.hidden = closed;
  }
}

const EMPTY = { messages: [], keyboard: [] };
const ONCE_MORE_AFTER = 1000; // milliseconds

/** A chat that is not there is empty; where nothing could be asked, what is shown stays. */
const whatIsLeft = (error) => (error instanceof Away ? null : EMPTY);

const initials = (name) => name.split(/\s+/).map((part) => [...part][0]).slice(0, 2).join("").toUpperCase();
