// Deeds of a registration: add a line, drop a line. Without it the form has one empty line more after every save.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector("[data-deeds]");
  const template = document.getElementById("dong-viec-lam");
  if (!table || !template) return;
  const body = table.tBodies[0];
  const add = document.querySelector("[data-add-deed]");
  let next = body.rows.length;
  add.hidden = false;
  body.querySelectorAll("[data-drop-deed]").forEach((button) => (button.hidden = false));
  add.addEventListener("click", () => {
    const row = template.content.firstElementChild.cloneNode(true);
    row.querySelectorAll("[name]").forEach((input) => (input.name = input.name.replace("_N_", `_${next}_`)));
    next += 1;
    body.append(row);
    row.querySelector("input").focus();
  });
  table.addEventListener("click", (event) => {
    const button = event.target.closest("[data-drop-deed]");
    if (!button) return;
    button.closest("tr").remove();
    table.closest("form").dispatchEvent(new Event("input", { bubbles: true }));
    add.focus();
  });
});
