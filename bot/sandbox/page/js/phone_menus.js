// The menus of a phone: whose it is, what can be done in its chat, what can be done with a message.

import { house } from "./house.js";
import { openMenu } from "./menu.js";
import { say } from "./words.js";

const LONG = 550; // milliseconds that a finger rests for a long press

export function personMenu(phone) {
  const entry = (person) => ({
    words: person.name,
    under: [person.role && say(`role.${person.role}`), person.team].filter(Boolean).join(" · "),
    chosen: person.id === phone.person,
    does: () => phone.show(person.id),
  });
  const people = [...house.people.values()];
  const alike = people.filter((person) => person.role === phone.role).map(entry);
  const others = people.filter((person) => person.role !== phone.role).map(entry);
  openMenu(phone.holder, [...alike, ...(others.length ? [null] : []), ...others], say("person.switch"));
}

export function chatMenu(phone) {
  const own = house.groups.filter((group) => group.members.includes(phone.person));
  const chats = [{ id: phone.person, title: house.bot.first_name }, ...own].map((chat) => ({
    words: chat.title,
    chosen: chat.id === phone.chat,
    does: () => phone.show(phone.person, chat.id),
  }));
  const commands = phone.shown?.commands?.length ? [{ name: "slash", words: say("commands"), does: () => commandMenu(phone, phone.more) }] : [];
  const blocked = phone.contact === "blocked";
  const block = { name: "block", words: say(blocked ? "unblock" : "block"), does: () => phone.acts.block(!blocked) };
  const blocking = !phone.group && ["open", "blocked"].includes(phone.contact) ? [block] : [];
  const newest = { name: "down", words: say("jump"), does: () => phone.log.toNewest() };
  openMenu(phone.more, [...(own.length ? [...chats, null] : []), ...commands, newest, ...blocking], say("more"));
}

export function commandMenu(phone, anchor) {
  const items = phone.shown.commands.map(({ command, description }) => ({
    words: `/${command}`,
    under: description,
    does: () => phone.acts.command(`/${command}`),
  }));
  openMenu(anchor, items, say("commands"));
}

/** Right click, a long press, or Enter on a message. */
export function messageMenu(phone) {
  const { scroll } = phone.log;
  const at = (event) => event.target.closest?.(".message");
  phone.addEventListener("commands", (event) => commandMenu(phone, event.detail));
  let timer = 0;
  scroll.addEventListener("contextmenu", (event) => {
    clearTimeout(timer); // where a long press is a right click already
    if (!at(event) || event.target.closest("a, img")) return;
    event.preventDefault();
    open(phone, at(event), event.clientX || event.clientY ? { x: event.clientX, y: event.clientY } : at(event));
  });
  scroll.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches(".message")) return;
    event.preventDefault(); // or the same press would choose the first item
    open(phone, event.target, event.target);
  });
  scroll.addEventListener("pointerdown", (event) => {
    if (event.pointerType !== "touch" || !at(event)) return;
    timer = setTimeout(() => open(phone, at(event), { x: event.clientX, y: event.clientY }), LONG);
  });
  for (const name of ["pointerup", "pointercancel", "pointermove"]) scroll.addEventListener(name, () => clearTimeout(timer));
}

function open(phone, node, anchor) {
  const { message } = node;
  const own = message.from.id === phone.person;
  const items = [
    { name: "reply", words: say("reply"), does: () => phone.composer.set({ reply: message }) },
    message.text && { name: "copy", words: say("copy"), does: () => phone.acts.copy(message.text) },
    own && message.text && { name: "edit", words: say("edit"), does: () => phone.composer.set({ edit: message }) },
    own && { name: "trash", words: say("delete"), does: () => phone.acts.erase(message) },
  ];
  openMenu(anchor, items.filter(Boolean), say("message.menu"));
}
