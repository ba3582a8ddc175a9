// Starting over: the play goes back to its first day, and its phones speak the page's language where they can.

import { post } from "./api.js";
import { house } from "./house.js";
import { keep, kept } from "./kept.js";
import { confirm, toast } from "./over.js";
import { say, tongue } from "./words.js";

let languages = []; // that the phones of the play can speak

/** Phones that nobody has used yet take up the page's language by themselves, once it is known how the play stands. */
export function settle(spokenByPhones) {
  languages = spokenByPhones;
  const look = () => {
    const { bot, starts, now, events } = house.stage;
    if (!starts || bot.state !== "working") return;
    house.removeEventListener("stage", look);
    const untouched = now === starts && events.every(({ kind }) => kind === "joined");
    if (untouched && differ() && kept("as-they-are") !== pair()) reset();
  };
  house.addEventListener("stage", look);
  look();
}

/** Another language was chosen for the page: whether the phones should speak it too. */
export async function askOfPhones() {
  if (!differ()) return;
  const words = { tongue: say(`tongue.${tongue()}`) };
  if (await confirm(say("anew", words), say("anew.what", words), say("anew.yes", words), say("anew.no"))) await reset();
  else keep("as-they-are", pair());
}

export async function startOver() {
  if (await confirm(say("reset.sure"), say("reset.what"), say("reset"))) await reset();
}

const able = () => languages.includes(tongue());
const differ = () => able() && house.stage?.language !== undefined && house.stage.language !== tongue();
const pair = () => `${tongue()} ${house.stage.language}`;

const reset = () =>
  post("/stage/reset", able() ? { language: tongue() } : {}).catch((error) => toast(document.body, error.message));
