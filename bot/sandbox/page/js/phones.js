// All phones beside each other; on a narrow page one at a time, with a tab for each.

import { post } from "./api.js";
import { icon, make } from "./dom.js";
import { house, meet, seats } from "./house.js";
import { rove } from "./keys.js";
import { keep, kept } from "./kept.js";
import { question } from "./over.js";
import { Phone } from "./phone.js";
import { say, spoken } from "./words.js";

export class Phones {
  constructor() {
    this.all = [];
    this.tabs = make("div", { class: "tabs", role: "tablist", label: "phones" });
    this.row = make("div", { class: "row-of-phones" });
    this.node = make("div", { class: "phones" }, this.tabs, this.row);
    this.arrange();
    house.addEventListener("people", () => this.arrange());
    spoken.addEventListener("changed", () => this.name());
  }

  /** A phone for each seat; those that are there already stay as they are. */
  arrange() {
    const wanted = seats();
    const seated = wanted.map((seat) => seat.seat).join();
    if (seated !== this.seated) {
      this.seated = seated;
      this.all = wanted.map((seat) => this.all.find((phone) => phone.seat === seat.seat) ?? this.settle(new Phone(seat)));
      this.row.replaceChildren(...this.all.map((phone) => phone.node));
      this.tabs.replaceChildren(...this.all.map((phone) => phone.tab));
      rove(this.tabs, "[role=tab]");
      this.row.classList.toggle("many", this.all.length > 4);
      if (!house.stage) this.row.append(newcomer());
      this.front(this.all.find((phone) => phone.seat === kept("front")) ?? this.all[0]);
    }
    this.name();
  }

  settle(phone) {
    phone.tab = make("button", { type: "button", role: "tab", "aria-controls": phone.node.id, onclick: () => this.front(phone), onfocus: () => this.front(phone) });
    phone.addEventListener("unread", () => this.mark(phone));
    phone.addEventListener("person", () => this.name());
    return phone;
  }

  /** Bring a phone to the front of a narrow page. */
  front(phone) {
    if (!phone) return;
    keep("front", phone.seat);
    for (const each of this.all) {
      each.node.classList.toggle("front", each === phone);
      each.tab.setAttribute("aria-selected", String(each === phone));
      each.tab.tabIndex = each === phone ? 0 : -1;
    }
    if (phone.shown) phone.draw(phone.shown);
  }

  /** Show somebody's phone: the one that shows it already, or that of the same role. */
  reveal(person) {
    const role = house.people.get(person)?.role;
    const phone = this.all.find((each) => each.person === person) ?? this.all.find((each) => each.seat === role) ?? this.all[0];
    if (!phone) return;
    if (phone.person !== person) phone.show(person);
    this.front(phone);
    phone.log.toNewest();
    phone.node.scrollIntoView({ block: "nearest" });
    phone.log.scroll.focus({ preventScroll: true });
    phone.node.classList.remove("shown");
    requestAnimationFrame(() => phone.node.classList.add("shown"));
  }

  name() {
    for (const phone of this.all) this.mark(phone);
  }

  mark(phone) {
    if (!phone.tab) return;
    const { unread } = phone.log;
    const state = `${phone.owner.name} ${unread} ${say("unread", { count: unread })}`;
    if (phone.tab.dataset.state === state) return;
    phone.tab.dataset.state = state;
    const words = make("span", {}, phone.owner.name.split(" ")[0]);
    const badge = unread ? make("span", { class: "badge" }, `${unread}`, make("span", { class: "unseen" }, say("unread", { count: unread }))) : null;
    phone.tab.replaceChildren(words, ...(badge ? [badge] : []));
  }
}

/** Where nobody leads the play, anybody may come. */
function newcomer() {
  const add = async () => {
    const name = await question(say("newcomer"), say("newcomer.name"), say("newcomer.add"));
    const highest = Math.max(100, ...house.people.keys());
    if (name) await post("/phones/people", { id: highest + 1, first_name: name, language_code: navigator.language });
    if (name) await meet();
  };
  return make("button", { type: "button", class: "newcomer", onclick: add }, icon("plus"), make("span", { say: "newcomer" }));
}
