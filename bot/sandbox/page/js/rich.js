// Formatted text: what the stand-in rendered is read as data and built anew from a list of what may be.

import { make } from "./dom.js";
import { say } from "./words.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "S", "CODE", "PRE", "BLOCKQUOTE", "TG-SPOILER"]);
const BLOCKS = new Set(["BLOCKQUOTE", "PRE"]);
const SAFE_LINK = /^(https?|mailto|tel|tg):/i;
// What Telegram makes tappable by itself.
const FOUND =
  /(?<command>(?<![\w/<>@])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/]))|(?<url>(?<![\w@])https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/g;

/** The nodes of a text; `does.command` and `does.link` are what a tap does. */
export function rich(html, does) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return build(parsed.body.childNodes, does, true);
}

function build(nodes, does, tappable) {
  return [...nodes].flatMap((node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      // A block ends its own line: the line break after it would make an empty one.
      const text = BLOCKS.has(node.previousSibling?.tagName) ? node.data.replace(/^\n/, "") : node.data;
      return tappable ? withTaps(text, does) : [text];
    }
    if (node.nodeType !== Node.ELEMENT_NODE) return [];
    const opaque = ["A", "CODE", "PRE"].includes(node.tagName);
    const held = build(node.childNodes, does, tappable && !opaque);
    if (node.tagName === "A") return [link(node.getAttribute("href") ?? "", held, does)];
    if (node.tagName === "TG-SPOILER") return [spoiler(held)];
    return PLAIN.has(node.tagName) ? [make(node.tagName.toLowerCase(), {}, held)] : held;
  });
}

function withTaps(text, does) {
  const nodes = [];
  let last = 0;
  for (const found of text.matchAll(FOUND)) {
    nodes.push(text.slice(last, found.index));
    const { command, url } = found.groups;
    nodes.push(command ? tapped(command, does) : link(url, [url], does));
    last = found.index + found[0].length;
  }
  return [...nodes, text.slice(last)].filter((piece) => piece !== "");
}

const tapped = (command, does) =>
  make("button", { type: "button", class: "tap", onclick: () => does.command(command) }, command);

function link(target, held, does) {
  const address = /^[a-z][a-z0-9+.-]*:/i.test(target) ? target : `https://${target}`;
  if (!SAFE_LINK.test(address)) return make("span", {}, held);
  const has = { href: address, target: "_blank", rel: "noopener noreferrer" };
  return make("a", { ...has, onclick: (event) => does.link(address) && event.preventDefault() }, held);
}

function spoiler(held) {
  const uncover = (event) => {
    event.currentTarget.replaceWith(make("span", {}, held));
  };
  const covered = make("span", { class: "covered", "aria-hidden": "true" }, held.map((node) => node.cloneNode?.(true) ?? node));
  return make("button", { type: "button", class: "spoiler", "aria-label": say("spoiler"), onclick: uncover }, covered);
}
