// Dossiers: the word count of the summary, and a sign when a tick could not be kept. The pages work without it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-word-count]").forEach((shown) => {
    const field = document.getElementById(shown.dataset.wordCount);
    const most = Number(shown.dataset.most);
    const count = () => {
      const words = field.value.trim() ? field.value.trim().split(/\s+/).length : 0;
      shown.textContent = words > most ? `${words} từ, quá ${words - most}` : `${words} từ`;
      shown.classList.toggle("over", words > most);
    };
    field.addEventListener("input", count);
    count();
  });

  const form = document.getElementById("tieu-chuan");
  if (!form) return;
  const AGAIN_AFTER = 5000;
  let timer = null;
  const tryAgain = (asleep) => {
    const state = document.getElementById("da-luu");
    state.innerHTML = "";
    state.className = "s wait";
    state.textContent = asleep ? ASLEEP : "! Chưa lưu được, đang thử lại";
    clearTimeout(timer);
    timer = setTimeout(() => form.dispatchEvent(new Event("again")), AGAIN_AFTER);
  };
  form.addEventListener("htmx:sendError", () => tryAgain(false));
  form.addEventListener("htmx:responseError", (event) => tryAgain(event.detail.xhr.status === 401));
});
