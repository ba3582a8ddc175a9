"use strict";
// The page is whole without this: it only finds teams and people, and opens all lists at once.
const filter = document.querySelector(".filter");
const rows = [...document.querySelectorAll("[data-find]")];
const lists = [...document.querySelectorAll(".team details")];
const rest = [...document.querySelectorAll(".rest")];
const nothing = filter.querySelector(".nothing");
const all = filter.querySelector("button");

filter.hidden = false;
filter.querySelector("input").addEventListener("input", ({ target }) => {
  const wanted = target.value.trim().toLowerCase();
  for (const row of rows) row.hidden = !row.dataset.find.includes(wanted);
  for (const more of rest) more.open = wanted !== "";
  nothing.hidden = rows.some((row) => !row.hidden);
});
all.addEventListener("click", () => {
  const open = all.getAttribute("aria-pressed") !== "true";
  for (const list of lists) list.open = open;
  all.setAttribute("aria-pressed", String(open));
  all.textContent = open ? all.dataset.close : all.dataset.open;
});
