// The page of phones: the words first, then who there is, then all that moves.

import { settle } from "./anew.js";
import { make, reword } from "./dom.js";
import { entered, hearChats, hearStage, house } from "./house.js";
import { Phones } from "./phones.js";
import { drawHead } from "./head.js";
import { Guide } from "./guide.js";
import { lately } from "./lately.js";
import { drawStage } from "./stage.js";
import { listen } from "./stream.js";
import { drawBanner } from "./banner.js";
import { preferred, say, speak, spoken } from "./words.js";

await speak(preferred());
spoken.addEventListener("changed", () => reword());
const banner = drawBanner(document.getElementById("banner"));
listen({ chats: hearChats, stage: hearStage, away: banner.away });
await entered;
const main = document.getElementById("main");
const phones = new Phones();
const reveal = (person) => phones.reveal(person);
const guide = house.stage ? new Guide(reveal) : null;
drawHead(document.getElementById("head"), guide);

if (house.stage) {
  document.body.classList.add("staged");
  drawStage(document.getElementById("head"), reveal);
  main.append(make("div", { class: "beside" }, guide.node, lately(reveal)));
  await guide.learn();
  settle(guide.languages);
}
main.append(phones.node);
title();
house.addEventListener("stage", title);
spoken.addEventListener("changed", title);

function title() {
  document.title = [house.stage?.programme, say("title")].filter(Boolean).join(" · ");
}
