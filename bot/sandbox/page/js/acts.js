// What a person does on a phone, sent to the stand-in; a refusal is shown on that phone.

import { get, post } from "./api.js";
import { house } from "./house.js";
import { alertOn, toast } from "./over.js";
import { say } from "./words.js";

const PATIENCE = 30_000; // milliseconds until a button stops waiting for its answer
const LOOK_AGAIN = 400;

export class Acts {
  constructor(phone) {
    this.phone = phone;
  }

  /** Do it as this person in this chat; null where it was refused. */
  async do(path, wish) {
    this.touched();
    try {
      const { person, chat } = this.phone;
      return await post(`/phones/${path}`, { person, ...(chat === person ? {} : { chat }), ...wish });
    } catch (error) {
      this.refused(error);
      return null;
    }
  }

  refused = (error) => toast(this.phone.screen, error.message);

  /** Somebody is at a phone: the clock waits. */
  touched() {
    if (!house.stage?.running || this.told > Date.now() - 1000) return;
    this.told = Date.now();
    post("/stage/touched", { person: this.phone.person }).catch(() => {});
  }

  async send(wish) {
    this.phone.log.following = true;
    return this.do("send", wish);
  }

  command = (command) => this.send({ text: command.replace(/@.*/, "") });
  start = () => this.send({ text: "/start" });
  reply = (button) => (button.request_contact ? this.send({ contact: { first_name: this.phone.owner.name } }) : this.send({ text: button.text ?? button }));
  edit = (message, text) => this.do("edit", { message_id: message.id, text });
  erase = (message) => this.do("delete", { message_id: message.id });
  go = (id) => this.phone.log.go(id);
  commands = (anchor) => this.phone.dispatchEvent(new CustomEvent("commands", { detail: anchor }));
  unread = () => this.phone.dispatchEvent(new Event("unread"));
  lastOwn = () => this.phone.shown?.messages.findLast((message) => message.from.id === this.phone.person && message.text && !message.content.photo);

  async press(message, face, button) {
    if (button.ariaBusy === "true") return;
    button.ariaBusy = "true";
    const until = Date.now() + PATIENCE;
    let query = await this.do("press", { message_id: message.id, data: face.data, wait: 1 });
    // Short questions again and again: one that waits would hold one of the browser's few connections.
    while (query && !query.answered && Date.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN));
      query = await get(`/phones/queries/${query.id}`).catch(() => null);
    }
    button.ariaBusy = null;
    if (query?.text) await (query.show_alert ? alertOn(this.phone.screen, query.text) : toast(this.phone.screen, query.text));
    if (query?.url) this.link(query.url) || open(query.url, "_blank", "noopener");
  }

  /** Whether an address leads to this bot. */
  isOwn(address) {
    const name = house.bot.username.toLowerCase();
    const found = /^(?:https?:\/\/(?:t|telegram)\.me\/|tg:\/\/resolve\?domain=)([a-z0-9_]+)/i.exec(address);
    return Boolean(found) && found[1].toLowerCase() === name;
  }

  /** Follow a link as the phone does; false where it leads elsewhere. */
  link = (address) => {
    if (!this.isOwn(address)) return false;
    if (!this.phone.group) this.phone.log.following = true;
    this.do("open-link", { url: address });
    return true;
  };

  async copy(text) {
    await navigator.clipboard.writeText(text).catch(() => {});
    toast(this.phone.screen, say("copied"));
  }

  async block(on) {
    this.touched();
    try {
      const person = await post(`/phones/people/${this.phone.person}/${on ? "block" : "unblock"}`);
      Object.assign(house.people.get(person.id), { contact: person.contact });
      await this.phone.refresh();
    } catch (error) {
      this.refused(error);
    }
  }
}
