// The top of the page: whose it is, and how it should look and speak.

import { askOfPhones } from "./anew.js";
import { icon, iconButton, make } from "./dom.js";
import { house } from "./house.js";
import { keep } from "./kept.js";
import { choose, LANGUAGES, say, spoken, tongue } from "./words.js";

export function drawHead(head, guide) {
  const under = make("span", { class: "faint" });
  const name = () => (under.textContent = house.stage?.programme ?? say("sandbox"));
  const brand = make("h1", { class: "brand" }, make("img", { src: "/page/mark.svg", alt: "", width: 36, height: 36 }),
    make("span", { class: "words" }, make("b", {}, house.bot.first_name), under));
  name();
  spoken.addEventListener("changed", name);
  house.addEventListener("stage", name);
  const tools = make("div", { class: "tools" }, guide?.button, languages(), theme());
  head.append(brand, tools);
}

function languages() {
  const pick = async (language) => {
    await choose(language);
    await askOfPhones();
  };
  const buttons = Object.keys(LANGUAGES).map((language) =>
    make("button", { type: "button", lang: language, label: `language.${language}`, onclick: () => pick(language) }, language.toUpperCase()));
  const mark = () => buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.lang === tongue())));
  spoken.addEventListener("changed", mark);
  mark();
  return make("div", { class: "switch", role: "group", label: "language" }, buttons);
}

function theme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const button = iconButton("moon", "theme.dark", { class: "theme", onclick: () => turn() });
  const mark = () => {
    button.replaceChildren(icon(dark() ? "sun" : "moon"));
    button.dataset.label = dark() ? "theme.light" : "theme.dark";
    button.title = say(button.dataset.label);
    button.setAttribute("aria-label", button.title);
  };
  const turn = () => {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    keep("theme", document.documentElement.dataset.theme, localStorage);
    mark();
  };
  system.addEventListener("change", mark);
  mark();
  return button;
}
