// Where a person writes: text, what goes with it, what it answers, and the keyboard below.

import { attachment, fromFile } from "./attach.js";
import { icon, iconButton, make } from "./dom.js";
import { rove } from "./keys.js";
import { keep, kept } from "./kept.js";
import { say } from "./words.js";

export class Composer {
  constructor(does) {
    this.does = does;
    this.text = make("textarea", { rows: 1, label: "write", maxLength: 4096, enterkeyhint: "send" });
    this.files = make("input", { type: "file", hidden: true, tabIndex: -1 });
    this.clip = iconButton("clip", "attach", { "aria-haspopup": "menu", onclick: () => attachment(this) });
    this.slash = iconButton("slash", "commands", { "aria-haspopup": "menu", onclick: () => does.commands(this.slash) });
    this.submit = iconButton("send", "send", { class: "send", onclick: () => this.send() });
    this.about = make("div", { class: "about", hidden: true });
    this.keyboard = make("div", { class: "reply-keyboard", role: "group", label: "keyboard", hidden: true });
    const line = make("div", { class: "line" }, this.clip, this.text, this.slash, this.submit, this.files);
    this.node = make("div", { class: "composer" }, this.about, line, this.keyboard);
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("input", () => this.written());
    this.text.addEventListener("paste", (event) => this.pasted(event));
    this.files.addEventListener("change", () => this.files.files[0] && this.take(this.files.files[0]));
    this.mode = {};
    this.written();
  }

  /** Take up the draft of this chat. */
  open(draft) {
    this.draft = null; // what is put away now is nobody's draft
    this.set({});
    this.draft = draft;
    this.text.value = kept(`draft.${draft}`) ?? "";
    this.written();
  }

  key(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.send();
    } else if (event.key === "Escape" && (this.mode.edit || this.mode.reply || this.mode.file)) {
      event.preventDefault();
      this.set({});
    } else if (event.key === "ArrowUp" && !this.text.value && !this.mode.edit) {
      const own = this.does.lastOwn();
      if (own) event.preventDefault();
      if (own) this.set({ edit: own });
    }
  }

  written() {
    if (!CSS.supports("field-sizing", "content")) this.text.rows = Math.min(6, this.text.value.split("\n").length);
    this.submit.classList.toggle("ready", Boolean(this.text.value.trim() || this.mode.file));
    if (this.draft && !this.mode.edit) keep(`draft.${this.draft}`, this.text.value);
  }

  pasted(event) {
    const file = [...event.clipboardData.files][0];
    if (file) event.preventDefault();
    if (file) this.take(file);
  }

  take(file) {
    this.taken = this.read(file);
  }

  async read(file) {
    try {
      const read = await fromFile(file, this.files.dataset.kind);
      this.set({ ...this.mode, edit: null, file: read });
    } catch (error) {
      this.does.refused(error);
    }
    this.files.value = "";
    this.text.focus();
  }

  /** What is being done: {reply}, {edit} or {file}. */
  set(mode) {
    const focus = Boolean(mode.edit || mode.file) || this.node.contains(document.activeElement) || this.node.parentNode?.contains(document.activeElement);
    if (this.mode.edit && !mode.edit) this.text.value = "";
    this.mode = mode;
    if (mode.edit) this.text.value = mode.edit.text;
    const kind = ["edit", "file", "reply"].find((each) => mode[each]);
    this.about.hidden = !kind;
    const words = kind === "file" ? mode.file.about : mode[kind]?.text || say("something");
    const names = { edit: "edit", file: "clip", reply: "reply" };
    if (kind) {
      const title = kind === "reply" ? say("reply.to", { name: mode.reply.from.first_name }) : say(kind === "edit" ? "editing" : "attached");
      const close = iconButton("close", "cancel", { onclick: () => this.set({}) || this.text.focus() });
      this.about.replaceChildren(icon(names[kind]), make("span", { class: "words" }, make("b", {}, title), make("span", {}, words.slice(0, 90))), close);
    }
    this.written();
    if (kind && focus) this.text.focus();
  }

  async send() {
    await this.taken; // a file that is still being read goes along
    const { mode, draft } = this;
    const text = this.text.value.trim();
    if (!text && !mode.file) return this.text.focus();
    // Empty before the answer comes: what is written meanwhile is the next message.
    this.text.value = "";
    this.set({});
    this.text.focus();
    if ((await this.deliver(text, mode)) || draft !== this.draft || this.text.value) return;
    this.set(mode);
    this.text.value = text;
    this.written();
  }

  deliver(text, { edit, file, reply }) {
    if (edit) return this.does.edit(edit, text);
    const what = file ? { [file.kind]: { ...file.wish, caption: text } } : { text };
    return this.does.send({ ...what, reply_to: reply?.id });
  }

  /** The reply keyboard that the bot has set, and what else it asks of the field. */
  draw(screen, commands) {
    this.slash.hidden = !commands.length;
    this.text.placeholder = screen.placeholder || say("message");
    const drawn = JSON.stringify(screen.keyboard);
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    this.keyboard.hidden = !screen.keyboard.length;
    const key = (button) => make("button", { type: "button", class: "key", onclick: () => this.does.reply(button) }, button.text ?? button);
    this.keyboard.replaceChildren(...screen.keyboard.map((row) => make("div", { class: "row" }, row.map(key))));
    if (screen.keyboard.length) rove(this.keyboard, ".key");
  }
}
