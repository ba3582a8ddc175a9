// What lies over the page for a while: toasts, alerts, questions, pictures, menus.

import { icon, iconButton, make } from "./dom.js";
import { say } from "./words.js";

const READING = 3500; // milliseconds that a toast stays

export function toast(phone, text) {
  phone.querySelector(".toast")?.remove();
  const shown = make("div", { class: "toast", role: "status" }, text);
  phone.append(shown);
  setTimeout(() => shown.remove(), READING + 40 * text.length);
}

/** A dialog over one phone, or over the page. Resolves with the value of the button, "" for none. */
function dialog(has, over, ...holds) {
  const shown = make("dialog", has, ...holds);
  document.body.append(shown);
  if (over) {
    const place = over.getBoundingClientRect();
    shown.style.setProperty("--x", `${place.left + place.width / 2}px`);
    shown.style.setProperty("--y", `${place.top + place.height / 2}px`);
    shown.style.setProperty("--width", `${place.width - 48}px`);
    shown.classList.add("placed");
  }
  shown.showModal();
  return new Promise((resolve) => {
    shown.addEventListener("close", () => {
      shown.remove();
      resolve(shown.returnValue);
    });
    shown.addEventListener("click", (event) => event.target === shown && shown.close(""));
  });
}

const choice = (value, words, main) =>
  make("button", { value, type: "submit", class: main ? "button main" : "button", autofocus: main }, words);

export function alertOn(phone, text) {
  const form = make("form", { method: "dialog" }, make("p", { id: "alert-words" }, text), make("div", { class: "choices" }, choice("", say("ok"), true)));
  return dialog({ class: "ask", role: "alertdialog", "aria-labelledby": "alert-words" }, phone, form);
}

/** Whether the person agreed. */
export async function confirm(title, text, yes, no = say("cancel")) {
  const choices = make("div", { class: "choices" }, choice("", no), choice("yes", yes, true));
  const form = make("form", { method: "dialog" }, make("h2", { id: "ask-title" }, title), make("p", {}, text), choices);
  return (await dialog({ class: "ask", "aria-labelledby": "ask-title" }, null, form)) === "yes";
}

/** What the person wrote in answer, "" for nothing. */
export async function question(title, label, yes) {
  const field = make("input", { type: "text", id: "ask-field", autocomplete: "off", maxLength: 64, required: true });
  const choices = make("div", { class: "choices" }, make("button", { type: "submit", class: "button main", value: "yes" }, yes));
  const form = make("form", { method: "dialog" }, make("h2", { id: "ask-title" }, title), make("label", { for: "ask-field" }, label), field, choices);
  return (await dialog({ class: "ask", "aria-labelledby": "ask-title" }, null, form)) === "yes" ? field.value.trim() : "";
}

export function showPicture(source, alt) {
  const has = { class: "icon", href: source, target: "_blank", rel: "noopener noreferrer", label: "picture.tab" };
  const close = iconButton("close", "close", { onclick: () => shown.close() });
  const bar = make("div", { class: "bar" }, make("a", has, icon("open")), close);
  const shown = make("dialog", { class: "picture", "aria-label": say("picture") }, bar, make("img", { src: source, alt }));
  document.body.append(shown);
  shown.addEventListener("close", () => shown.remove());
  shown.addEventListener("click", (event) => event.target.matches("dialog, img") && shown.close());
  shown.showModal();
}

let waiting = [];
let timer = 0;

/** Read something out, together with whatever else comes in the same two seconds. */
export function tell(words) {
  if (!waiting.includes(words)) waiting.push(words);
  timer ||= setTimeout(() => {
    document.getElementById("told").textContent = waiting.slice(-3).join(". ");
    waiting = [];
    timer = 0;
  }, 2000);
}
