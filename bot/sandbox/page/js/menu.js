// Menus that open at a button or a place, and are led by arrows.

import { icon, make } from "./dom.js";
import { rove } from "./keys.js";

const LOWEST = 160; // pixels that a menu is high at least, if it has to cover its button

let close = () => {}; // the menu that is open, and the focus back to where it was

/** Open a menu of items {name, words, under, does, chosen}; null is a line between two. */
export function openMenu(anchor, items, label) {
  close();
  const before = document.activeElement;
  // Not "auto": a menu that a right click opens would be closed by the end of that very click.
  const menu = make("div", { class: "menu", role: "menu", "aria-label": label, popover: "manual" }, items.map(entry));
  const outside = (event) => menu.contains(event.target) || close(true);
  const key = (event) => {
    if (!["Escape", "Tab"].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  };
  const watched = [[document, "pointerdown", outside], [window, "resize", () => close()], [menu, "keydown", key]];
  close = (elsewhere) => {
    close = () => {};
    for (const [where, what, does] of watched) where.removeEventListener(what, does, true);
    menu.remove();
    if (!elsewhere) before?.focus({ preventScroll: true });
  };
  for (const [n, item] of items.entries()) item && menu.children[n].addEventListener("click", () => (close(), item.does()));
  document.getElementById("main").append(menu);
  menu.showPopover();
  place(menu, anchor);
  rove(menu, "[role^=menuitem]");
  for (const [where, what, does] of watched) where.addEventListener(what, does, true);
  const first = menu.querySelector("[aria-checked=true]") ?? menu.querySelector("[role^=menuitem]");
  first.focus({ preventScroll: true });
  menu.scrollTop = first.offsetTop + first.offsetHeight - menu.clientHeight / 2;
}

function entry(item) {
  if (!item) return make("hr");
  const words = make("span", { class: "words" }, make("span", {}, item.words), item.under && make("span", { class: "faint" }, item.under));
  const radio = item.chosen !== undefined;
  const has = { type: "button", role: radio ? "menuitemradio" : "menuitem", tabIndex: -1 };
  const mark = item.chosen ? icon("check") : null;
  return make("button", { ...has, "aria-checked": radio ? String(item.chosen) : null }, item.name && icon(item.name), words, mark);
}

function place(menu, anchor) {
  const at = anchor.getBoundingClientRect?.() ?? { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
  const { width, height: wanted } = menu.getBoundingClientRect();
  const [above, under] = [at.top - 12, innerHeight - at.bottom - 12];
  const below = wanted <= under || under >= above;
  const height = Math.min(wanted, Math.max(below ? under : above, LOWEST));
  const left = at.left + width + 8 < innerWidth ? at.left : at.right - width;
  menu.style.setProperty("max-height", `${height}px`);
  menu.style.setProperty("left", `${Math.max(8, left)}px`);
  menu.style.setProperty("top", `${Math.max(8, below ? at.bottom + 4 : at.top - height - 4)}px`);
}
