// What all phones share: who there is, the bot, the group chats, how far each chat is, and the play.

import { get } from "./api.js";
import { setZone } from "./when.js";

export const house = new EventTarget(); // "people", "chats", "groups" and "stage" when that has changed
Object.assign(house, { bot: { first_name: "Mellom", username: "" }, people: new Map(), groups: [], stage: null,
  present: new Set(), // who has a phone at the stand-in now
  at: {}, begun: {}, // how far each chat is, and which beginning of it that is
});

let greet;

/** Comes true when it is known who there is and how the play stands. */
export const entered = new Promise((resolve) => {
  greet = resolve;
});

const welcome = () => house.met && (house.stage || !house.staged) && greet();

/** Learn who has a phone, and what the play says of them. */
export async function meet() {
  if (!house.met) house.bot = await get("/phones/bot");
  const people = await get("/phones/people");
  house.present = new Set(people.map((person) => person.id));
  house.people = new Map(people.map((person) => [person.id, { ...person, name: fullName(person) }]));
  cast();
  house.met = true;
  house.dispatchEvent(new Event("people"));
}

function cast() {
  for (const member of house.stage?.cast ?? []) {
    house.people.set(member.id, { contact: "unknown", ...house.people.get(member.id), ...member });
  }
}

const fullName = (person) => [person.first_name, person.last_name].filter(Boolean).join(" ");

/** News of chats: where each is now. */
export async function hearChats(news) {
  const { at: before, begun } = house;
  const at = {};
  for (const [id, version] of Object.entries(news.versions)) at[id] = `${news.instances[id]}:${version}`;
  house.begun = news.instances;
  house.staged = news.staged;
  const changed = new Set([...Object.keys(before), ...Object.keys(at)].filter((id) => before[id] !== at[id]));
  const anew = Object.keys(begun).some((id) => begun[id] !== house.begun[id]);
  if (!house.met || anew || news.people !== house.present.size) await meet();
  if ([...changed].some((id) => id < 0)) await gather();
  house.at = at; // only now: news that could not be followed is news the next time as well
  house.dispatchEvent(new CustomEvent("chats", { detail: changed }));
  welcome();
}

async function gather() {
  const listed = await get("/phones/chats");
  house.groups = listed.chats.filter((chat) => chat.id < 0 && !chat.moved_to);
  house.dispatchEvent(new Event("groups"));
}

/** News of the play. */
export function hearStage(stage) {
  const before = house.stage;
  house.stage = stage;
  setZone(stage.zone);
  cast();
  const about = (play) => JSON.stringify([play?.cast, play?.bot.state]);
  if (about(before) !== about(stage)) house.dispatchEvent(new Event("people"));
  house.dispatchEvent(new CustomEvent("stage", { detail: before }));
  welcome();
}

/** Whom the phones belong to: the seats of the play, or everybody. */
export function seats() {
  if (house.stage) return house.stage.phones;
  return [...house.people.values()].map((person) => ({ seat: `person-${person.id}`, id: person.id }));
}
