// The sheet of a session saves itself while one types; a lost line is tried again until everything is kept.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.getElementById("phien-hop");
  if (!form) return;
  const AGAIN_AFTER = 5000;
  let timer = null;

  const say = (kind, words) => {
    const state = document.getElementById("da-luu");
    state.className = `s ${kind}`;
    state.textContent = words;
  };
  const tryAgain = (asleep) => {
    say("wait", asleep ? ASLEEP : "! Chưa lưu được, đang thử lại");
    clearTimeout(timer);
    timer = setTimeout(() => form.dispatchEvent(new Event("again")), AGAIN_AFTER);
  };

  form.addEventListener("input", () => say("", "Đang chờ lưu"));
  form.addEventListener("htmx:sendError", () => tryAgain(false));
  form.addEventListener("htmx:responseError", (event) => {
    const answer = event.detail.xhr;
    if (answer.status === 409) say("bad", `✕ ${answer.responseText}`);
    else tryAgain(answer.status === 401);
  });
});
