// Questions to the stand-in, and its refusals in its own words.

import { say } from "./words.js";

/** A refusal, with a sentence for the person at the page. */
export class Refused extends Error {}

/** The stand-in is not there at this moment. */
export class Away extends Refused {}

export const get = (path) => ask(path);
export const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

async function ask(path, options) {
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Away(say("away"));
  }
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(said.error ?? `${answer.status}`);
  return said;
}
