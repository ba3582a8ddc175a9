// What the page says, in the language that is chosen. All of it stands in words/.

import { keep, kept } from "./kept.js";

export const LANGUAGES = { en: "en-GB", nb: "nb-NO" };
export const spoken = new EventTarget(); // "changed" when another language is chosen
let words = {};
let language = "en";

export const locale = () => LANGUAGES[language];
export const tongue = () => language;

export async function speak(wanted) {
  language = wanted in LANGUAGES ? wanted : "en";
  words = await (await fetch(`/page/words/${language}.json`)).json();
  document.documentElement.lang = language;
  spoken.dispatchEvent(new Event("changed"));
}

export async function choose(wanted) {
  keep("language", wanted, localStorage);
  await speak(wanted);
}

/** The language that was chosen here before, or the browser's. */
export function preferred() {
  const norwegian = navigator.languages.find((each) => /^(en|nb|nn|no)\b/i.test(each)) ?? "en";
  return kept("language", localStorage) ?? (/^en/i.test(norwegian) ? "en" : "nb");
}

/** The words for a key, with {name} filled in; with a count, the form for one or for many. */
export function say(key, values = {}) {
  let said = words[key];
  if (said && typeof said === "object") said = said[new Intl.PluralRules(locale()).select(values.count)] ?? said.other;
  return (said ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}

export const known = (key) => key in words;
