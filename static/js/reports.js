// Says beside the button which required sections are still empty, while one types. The server checks them anyway.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const line = document.querySelector("[data-still-missing]");
  if (!line) return;
  const needed = [...document.querySelectorAll("[data-needed]")];
  const say = () => {
    const empty = needed.filter((part) => !part.querySelector("textarea").value.trim());
    line.hidden = empty.length === 0;
    line.querySelector("span").textContent = empty.map((part) => part.dataset.needed).join("; ");
  };
  needed.forEach((part) => part.addEventListener("input", say));
  say();
});
