// One message: who says it, what it answers, what it holds, when, and its buttons.

import { icon, make } from "./dom.js";
import { rove } from "./keys.js";
import { media } from "./media.js";
import { rich } from "./rich.js";
import { known, say } from "./words.js";
import { clock } from "./when.js";

const NOTICES = ["new_chat_members", "left_chat_member", "group_chat_created", "migrate_to_chat_id", "migrate_from_chat_id",
  "new_chat_title", "forum_topic_created", "forum_topic_closed", "forum_topic_reopened", "forum_topic_edited"];

// Whoever follows a link sees that they pressed Start, not the code in it.
const LINK_OPENED = /^\/start \S+$/;

export const isNotice = (message) => Boolean(message.service || noticeOf(message));
const noticeOf = (message) => NOTICES.find((kind) => kind in message.content);

/** A line in the middle: somebody came, somebody left. */
export function notice(message) {
  const kind = message.service ?? noticeOf(message);
  const who = message.content[kind];
  const name = (Array.isArray(who) ? who[0] : who)?.first_name ?? message.from.first_name;
  return make("span", { class: "pill" }, say(known(`notice.${kind}`) ? `notice.${kind}` : "notice.other", { name }));
}

/** The parts of a message on somebody's phone; `does` is what taps do. */
export function bubble(message, view, does) {
  const own = message.from.id === view.person;
  const bare = message.content.sticker && !message.text;
  const parts = [
    view.group && !own && make("div", { class: "from" }, message.from.first_name),
    message.reply_to && quote(message, view, does),
    media(message.content, message.text),
    message.text && make("div", { class: "text", dir: "auto" }, rich(LINK_OPENED.test(message.text) ? "/start" : message.html, does)),
    meta(message),
  ];
  const keyboard = message.keyboard.length ? [inlineKeyboard(message, does)] : [];
  return [make("div", { class: bare ? "bubble bare" : "bubble" }, parts.flat()), ...keyboard];
}

function meta(message) {
  const when = make("time", { datetime: new Date(message.date * 1000).toISOString() }, clock(message.date));
  return make("div", { class: "meta" }, message.edited && make("span", {}, say("edited")), when);
}

function quote(message, view, does) {
  const replied = view.find(message.reply_to);
  const text = replied ? replied.text || say("something") : say("reply.gone");
  const has = { type: "button", class: "quote", onclick: () => does.go(message.reply_to) };
  return make("button", has, make("b", {}, replied?.from.first_name ?? ""), make("span", {}, text.slice(0, 120)));
}

function inlineKeyboard(message, does) {
  const rows = message.keyboard.map((row) => make("div", { class: "row" }, row.map((face) => button(message, face, does))));
  const board = make("div", { class: "keyboard", role: "group", "aria-label": say("buttons") }, rows);
  rove(board, ".key");
  return board;
}

function button(message, face, does) {
  const address = face.url ?? face.web_app?.url ?? face.web_app;
  if (typeof address === "string" && !does.isOwn(address)) {
    const has = { class: "key", href: address, target: "_blank", rel: "noopener noreferrer" };
    return make("a", has, face.text, icon("open"));
  }
  const copied = face.copy_text?.text ?? face.copy_text;
  const act = address ? () => does.link(address) : copied ? () => does.copy(copied) : (event) => does.press(message, face, event.currentTarget);
  return make("button", { type: "button", class: "key", onclick: act }, make("span", {}, face.text), copied && icon("copy"));
}
