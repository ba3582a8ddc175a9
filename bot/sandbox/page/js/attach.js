// What can be sent beside text: a picture, a file, a sticker, a voice note.

import { DRAWINGS } from "./dom.js";
import { size } from "./media.js";
import { openMenu } from "./menu.js";
import { Refused } from "./api.js";
import { say } from "./words.js";

const LARGEST = 20_000_000; // bytes; the Bot API gives a bot no larger file
const STICKERS = { thumb: "👍", heart: "❤️", sun: "☀️", cup: "☕" };

/** The menu at the paper clip. */
export function attachment(composer) {
  const choose = (kind, accept) => () => {
    composer.files.dataset.kind = kind;
    composer.files.accept = accept;
    composer.files.click();
  };
  const stickers = Object.keys(STICKERS).map((name) => ({
    name,
    words: say(`sticker.${name}`),
    does: async () => composer.does.send({ sticker: await drawn(name) }),
  }));
  const items = [
    { name: "image", words: say("attach.photo"), does: choose("photo", "image/png,image/jpeg,image/webp") },
    { name: "file", words: say("attach.file"), does: choose("document", "") },
    { name: "voice", words: say("attach.voice"), does: () => composer.does.send({ voice: { duration: 4 } }) },
    null,
    ...stickers,
  ];
  openMenu(composer.clip, items, say("attach"));
}

/** A chosen file as the stand-in takes it, and a line about it. */
export async function fromFile(file, kind) {
  if (file.size > LARGEST) throw new Refused(say("attach.large", { name: file.name, size: size(file.size) }));
  const picture = file.type.startsWith("image/") && kind !== "document" ? await createImageBitmap(file).catch(() => null) : null;
  const wish = { file_name: file.name, mime_type: file.type || "application/octet-stream", data: await base64(file) };
  if (picture) Object.assign(wish, { width: picture.width, height: picture.height });
  return { kind: picture ? "photo" : "document", wish, about: `${file.name} · ${size(file.size)}` };
}

async function base64(blob) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Refused(say("attach.unreadable")));
    reader.readAsDataURL(blob);
  });
  return address.slice(address.indexOf(",") + 1);
}

/** A sticker, drawn here and now from the page's own lines. */
async function drawn(name) {
  const canvas = new OffscreenCanvas(512, 512);
  const pen = canvas.getContext("2d");
  pen.scale(512 / 24, 512 / 24);
  Object.assign(pen, { lineCap: "round", lineJoin: "round" });
  const shape = new Path2D(DRAWINGS[name]);
  Object.assign(pen, { strokeStyle: "#fff", lineWidth: 3.4 });
  pen.stroke(shape);
  Object.assign(pen, { fillStyle: "#cfe8df", strokeStyle: "#0b655d", lineWidth: 1.4 });
  pen.fill(shape);
  pen.stroke(shape);
  const picture = await canvas.convertToBlob({ type: "image/webp" });
  return { emoji: STICKERS[name], mime_type: picture.type, file_name: `${name}.webp`, data: await base64(picture) };
}
