// What a message holds beside text: pictures, files, stickers, voice notes, contacts.

import { icon, make } from "./dom.js";
import { showPicture } from "./over.js";
import { say } from "./words.js";

const address = (thing) => `/phones/files/${encodeURIComponent(thing.file_id)}`;
const BARS = [5, 9, 14, 8, 17, 12, 6, 15, 19, 10, 7, 13, 18, 9, 5, 11, 16, 8, 12, 6];

/** The nodes for a message's content, none where it is text alone; `words` stand below it and say what is to be seen. */
export function media(content, words) {
  if (content.photo) return [photo(content.photo, words)];
  if (content.sticker) return [sticker(content.sticker)];
  if (content.voice) return [voice(content.voice)];
  if (content.document) return [file(content.document)];
  if (content.contact) return [contact(content.contact)];
  return [];
}

function photo(sizes, words) {
  const alt = words || say("picture");
  const best = sizes.reduce((one, other) => (other.width > one.width ? other : one));
  const picture = make("img", { src: address(best), alt, width: best.width, height: best.height });
  const has = { type: "button", class: "photo", "aria-label": words ? `${say("picture.open")}: ${words}` : say("picture.open") };
  const shown = make("button", { ...has, onclick: () => showPicture(address(best), alt) }, picture);
  picture.addEventListener("error", () => shown.replaceWith(missing("image", say("picture"))), { once: true });
  return shown;
}

function sticker(found) {
  const words = make("span", { class: "sticker", role: "img", "aria-label": `${say("sticker")} ${found.emoji ?? ""}` }, found.emoji ?? "");
  const picture = make("img", { class: "sticker", src: address(found), alt: `${say("sticker")} ${found.emoji ?? ""}`, width: 132, height: 132 });
  picture.addEventListener("error", () => picture.replaceWith(words), { once: true });
  return picture;
}

function voice(found) {
  const bars = make("span", { class: "bars", "aria-hidden": "true" }, BARS.map(() => make("i")));
  [...bars.children].forEach((bar, n) => bar.style.setProperty("height", `${BARS[n]}px`));
  const length = `0:${String(found.duration).padStart(2, "0")}`;
  return make("div", { class: "voice" }, make("span", { class: "disc" }, icon("voice")), bars, make("span", { class: "faint" }, `${say("voice")} ${length}`));
}

function file(found) {
  const name = found.file_name ?? say("file");
  const has = { class: "file", href: address(found), download: name, "aria-label": say("file.save", { name, size: size(found.file_size) }) };
  const words = make("span", { class: "words" }, make("b", {}, name), make("span", { class: "faint" }, size(found.file_size)));
  return make("a", has, make("span", { class: "disc" }, icon("file")), words);
}

function contact(found) {
  const name = [found.first_name, found.last_name].filter(Boolean).join(" ");
  const words = make("span", { class: "words" }, make("b", {}, name), make("span", { class: "faint" }, found.phone_number));
  return make("div", { class: "file" }, make("span", { class: "disc" }, icon("person")), words);
}

const missing = (drawing, words) => make("div", { class: "file" }, make("span", { class: "disc" }, icon(drawing)), words);

/** A size as people read it. */
export function size(bytes = 0) {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
