// The messages of one chat on one phone: drawn as they change, without moving what is being read.

import { bubble, isNotice, notice } from "./bubble.js";
import { icon, make } from "./dom.js";
import { say } from "./words.js";
import { day, dayKey } from "./when.js";

const TOGETHER = 300; // seconds within which messages of one sender stand close
const EDGE = 24; // pixels from the end that still count as the end
const FAR = 1 / 3; // of a screen below what is shown, from which there is a way back

export class Log {
  constructor(does) {
    this.does = does;
    this.list = make("div", { class: "list" });
    this.scroll = make("div", { class: "log", role: "log", "aria-live": "off", tabIndex: 0, label: "messages" }, this.list);
    this.count = make("span", { class: "count" });
    this.jump = make("button", { type: "button", class: "jump", hidden: true, onclick: () => this.toNewest() });
    this.jump.append(icon("down"), make("span", { say: "jump" }), this.count);
    this.about = make("p", { class: "introduced", dir: "auto", hidden: true });
    this.node = make("div", { class: "log-box" }, this.scroll, this.about, this.jump);
    this.clear();
    this.scroll.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.scroll.addEventListener("keydown", (event) => this.lead(event));
    const sized = new ResizeObserver(() => this.following && this.place(this.scroll.scrollHeight));
    for (const node of [this.scroll, this.list]) sized.observe(node);
  }

  clear() {
    this.nodes = new Map(); // by key: the node, and what it was drawn from
    this.list.replaceChildren();
    this.messages = [];
    this.seen = null; // the newest message that was on the screen
    this.following = true;
  }

  get unread() {
    return this.messages.filter((message) => message.from_bot && message.id > this.seen).length;
  }

  /** Show these messages; whether anything new came with them. */
  draw(messages, view, visible) {
    const first = this.seen === null;
    this.messages = messages;
    const newest = messages.at(-1)?.id ?? 0;
    if (first) this.seen = newest;
    const anchor = this.following ? null : this.anchor();
    const arrived = this.sync(this.wanted(messages), { ...view, find: (id) => messages.find((each) => each.id === id) }, first);
    // The newest stands at the bottom, its buttons in reach, however long it is.
    this.place(anchor ? this.scroll.scrollTop + anchor.node.offsetTop - anchor.top : this.scroll.scrollHeight);
    if (visible && this.following) this.seen = newest;
    this.mark();
    return arrived.length > 0;
  }

  wanted(messages) {
    const wanted = [];
    let last = null;
    for (const message of messages) {
      if (!last || dayKey(last.date) !== dayKey(message.date)) wanted.push({ key: `day ${dayKey(message.date)}`, date: message.date });
      const close = last && last.from.id === message.from.id && message.date - last.date < TOGETHER && wanted.at(-1).message;
      wanted.push({ key: `${message.id}`, message, close });
      last = message;
    }
    return wanted;
  }

  sync(wanted, view, first) {
    const arrived = [];
    const keys = new Set(wanted.map((each) => each.key));
    for (const [key, { node }] of this.nodes) {
      if (keys.has(key)) continue;
      node.remove();
      this.nodes.delete(key);
    }
    let place = this.list.firstChild;
    for (const each of wanted) {
      let found = this.nodes.get(each.key);
      if (!found) {
        found = { node: make("div", { tabIndex: each.message ? -1 : null }) };
        this.nodes.set(each.key, found);
        if (each.message && !first) arrived.push(found.node);
      }
      this.fill(found, each, view, first);
      if (found.node === place) place = place.nextSibling;
      else this.list.insertBefore(found.node, place);
    }
    return arrived;
  }

  fill(found, { message, date, close }, view, first) {
    const { node } = found;
    const version = message ? `${message.version} ${close}` : day(date);
    if (found.version === version) return;
    const changed = found.version !== undefined && !first && message?.edited;
    found.version = version;
    if (!message) {
      node.className = "between";
      node.replaceChildren(make("span", { class: "pill" }, version));
      return;
    }
    const side = isNotice(message) ? "between" : message.from.id === view.person ? "message own" : "message";
    node.className = close ? `${side} close` : side;
    node.dataset.id = message.id;
    node.message = message;
    const focused = node.contains(document.activeElement) && document.activeElement !== node;
    node.replaceChildren(...(isNotice(message) ? [notice(message)] : bubble(message, view, this.does)));
    if (focused) (node.querySelector(".key") ?? node).focus({ preventScroll: true });
    if (changed) node.firstChild.classList.add("changed");
  }

  /** What the bot says of itself in an empty chat. */
  introduce(words = "") {
    this.about.hidden = !words;
    this.about.textContent = words;
  }

  /** The message at the top of the screen, and where it stands. */
  anchor() {
    const node = [...this.list.children].find((each) => each.offsetTop + each.offsetHeight > this.scroll.scrollTop);
    return node && { node, top: node.offsetTop };
  }

  /** How much there is below what is on the screen. */
  get below() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight;
  }

  get atEnd() {
    return this.below < EDGE;
  }

  /** All that was drawn is read. */
  see() {
    if (this.seen !== null) this.seen = this.messages.at(-1)?.id ?? 0;
  }

  place(top) {
    this.scroll.scrollTop = top;
    this.placed = this.scroll.scrollTop;
  }

  scrolled() {
    if (Math.abs(this.scroll.scrollTop - this.placed) > 1) this.following = this.atEnd;
    this.placed = this.scroll.scrollTop;
    if (this.atEnd && this.node.offsetParent) this.see();
    this.mark();
  }

  toNewest() {
    this.following = true;
    this.place(this.scroll.scrollHeight);
    this.see();
    this.mark();
  }

  go(id) {
    const node = this.nodes.get(`${id}`)?.node;
    if (!node) return;
    node.scrollIntoView({ block: "center" });
    node.firstChild.classList.remove("changed");
    requestAnimationFrame(() => node.firstChild.classList.add("changed"));
  }

  mark() {
    this.jump.hidden = this.atEnd || !(this.unread || this.below > this.scroll.clientHeight * FAR);
    this.count.textContent = this.unread || "";
    this.does.unread?.();
  }

  lead(event) {
    const steps = { ArrowUp: -1, ArrowDown: 1 };
    const step = steps[event.key];
    const on = document.activeElement;
    if (!step || (on !== this.scroll && !on.matches(".message"))) return;
    const all = [...this.list.querySelectorAll(".message")];
    const next = on === this.scroll ? all.at(-1) : all[all.indexOf(on) + step];
    event.preventDefault();
    next?.focus();
  }
}
