// Elements in one call, and the drawings that stand for words.

import { say } from "./words.js";

export function make(tag, has = {}, ...holds) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(has)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else if (name === "say") node.dataset.say = value;
    else if (name === "label") node.dataset.label = value;
    else if (typeof value === "string") node.setAttribute(name, value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...holds.flat().filter((held) => held !== null && held !== undefined && held !== false));
  if (has.say || has.label) word(node);
  return node;
}

/** A button that shows a drawing; its words are read out and shown when pointed at. */
export function iconButton(name, label, has = {}) {
  return make("button", { type: "button", ...has, label, class: `icon ${has.class ?? ""}` }, icon(name));
}

function word(node) {
  if (node.dataset.say) node.textContent = say(node.dataset.say);
  if (node.dataset.label) {
    const label = say(node.dataset.label);
    node.setAttribute("aria-label", label);
    if (node.matches("button")) node.title = label;
  }
}

/** Say everything below a node anew, in the language that is spoken now. */
export function reword(root = document) {
  for (const node of root.querySelectorAll("[data-say], [data-label]")) word(node);
}

const SVG = "http://www.w3.org/2000/svg";
export const DRAWINGS = {
  play: "M8 5.5v13l10.5-6.5z",
  pause: "M8.5 6v12M15.5 6v12",
  next: "M5 12h12M12.5 6.5 18 12l-5.5 5.5",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  more: "M12 6.01v-.02M12 12.01v-.02M12 18.01v-.02",
  close: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  down: "M6 9.5l6 6 6-6",
  chevron: "M8 10l4 4 4-4",
  clip: "M18.5 11.5l-6.7 6.7a4.2 4.2 0 0 1-6-6l7-7a2.8 2.8 0 0 1 4 4l-6.9 6.9a1.4 1.4 0 0 1-2-2l6.2-6.2",
  send: "M4.5 12 19 5l-4 14-3.5-6zM11.5 13 19 5",
  slash: "M14.5 6l-5 12M4 4h16v16H4z",
  image: "M4 6h16v12H4zM4.5 16l4.5-4.5 3.5 3.5 3-3 4 4M15 9.51v-.02",
  file: "M6.5 3.5h7l4 4v13h-11zM13.5 3.5v4h4",
  voice: "M12 4a2.5 2.5 0 0 1 2.5 2.5v5a2.5 2.5 0 0 1-5 0v-5A2.5 2.5 0 0 1 12 4zM6.5 11.5a5.5 5.5 0 0 0 11 0M12 17v3",
  sticker: "M4.5 12A7.5 7.5 0 1 1 12 19.5c-.5-4 3-7.5 7.5-7.5M9 10.01v-.02M14 9.01v-.02",
  person: "M12 12a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 19.5c.8-3.5 3.5-5 7-5s6.2 1.5 7 5",
  group: "M9 12a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 18.5c.5-3 2.7-4.3 5.5-4.3s5 1.3 5.5 4.3M15.5 6.3a3 3 0 0 1 0 5.5M17 14.5c2 .5 3.1 1.9 3.5 4",
  block: "M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM6.7 6.7l10.6 10.6",
  reply: "M9.5 7 4.5 12l5 5M4.5 12H14c3.5 0 5.5 2 5.5 5.5",
  copy: "M8.5 8.5h11v11h-11zM5 15.5h-.5v-11h11V5",
  edit: "M5 19l.8-3.8L16.2 4.8l3 3L8.8 18.2zM14 7l3 3",
  trash: "M5 7h14M9.5 7V4.5h5V7M7 7l.8 12.5h8.4L17 7",
  check: "M5.5 12.5l4.5 4.5 9-10",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 1.4M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4",
  moon: "M19.5 14A8 8 0 0 1 10 4.5a7.8 7.8 0 1 0 9.5 9.5z",
  guide: "M4.5 5.5c3-1 5.5-.5 7.5 1 2-1.5 4.5-2 7.5-1v12c-3-1-5.5-.5-7.5 1-2-1.5-4.5-2-7.5-1zM12 6.5v12",
  reset: "M5 12a7 7 0 1 0 2.3-5.2M5 4.5V8h3.5",
  stop: "M7 7h10v10H7z",
  open: "M13 5h6v6M19 5l-8.5 8.5M16.5 14v4.5h-11v-11H10",
  save: "M12 4.5v11M7 11l5 5 5-5M5 19.5h14",
  clock: "M12 4.5a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zM12 8v4.3l2.8 1.7",
  thumb: "M4.5 11h3.5v8H4.5zM8 11.5 11.5 4c1.6 0 2.3 1.2 2 2.5L13 10h5c1.3 0 2 1 1.7 2.2l-1.3 5.3c-.3 1-1 1.5-2 1.5H8z",
  heart: "M12 19.5C6.5 15.5 4 12.8 4 9.5A4 4 0 0 1 12 8a4 4 0 0 1 8 1.5c0 3.3-2.5 6-8 10z",
  cup: "M5 9h11v5.5a4.5 4.5 0 0 1-4.5 4.5h-2A4.5 4.5 0 0 1 5 14.5zM16 10.5h1.5a2.3 2.3 0 0 1 0 4.6H16M8.5 3.5v2.5M12.5 3.5v2.5",
};

export function icon(name) {
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 24 24");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", `drawing-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", DRAWINGS[name]);
  drawing.append(path);
  return drawing;
}
