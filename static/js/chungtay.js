// Small behaviours shared by every page. Everything works without them.
"use strict";

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

// A form that saves itself as a draft while one types: <form data-autosave="/ban-nhap/…">. The server keeps raw text;
// a lost line is tried again until the text is kept, and the state beside the button says which it is. With
// data-autosave-shows="#id" the server's answer (what is still missing, the button) is shown there.
class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosave;
    this.state = form.querySelector("[data-autosave-state]");
    this.timer = null;
    form.addEventListener("input", () => this.later(800));
    form.addEventListener("submit", () => {  // the text goes itself; a draft behind it would be a stale one
      clearTimeout(this.timer);
      this.pending = false;
    });
    window.addEventListener("online", () => this.pending && this.later(0));
    document.addEventListener("visibilitychange", () => document.hidden && this.pending && this.save());
  }

  later(wait) {
    this.pending = true;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
    this.say("", "Đang chờ lưu");
  }

  async save() {
    clearTimeout(this.timer);
    const data = new FormData(this.form);
    for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
    try {
      const answer = await fetch(this.url, { method: "POST", body: data, keepalive: true });
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));  // redirected: signed out meanwhile
      this.pending = false;
      if (this.form.dataset.autosaveShows) this.show(await answer.text());
      this.say("ok", `✓ Đã lưu ${new Date().toTimeString().slice(0, 5)}`);
    } catch {
      this.say("wait", "! Chưa lưu được, đang thử lại");
      this.timer = setTimeout(() => this.save(), 5000);
    }
  }

  show(html) {
    const place = document.querySelector(this.form.dataset.autosaveShows);
    const held = place.contains(document.activeElement) ? document.activeElement.value : null;
    place.innerHTML = html;
    if (held) place.querySelector(`button[value="${held}"]`)?.focus();
  }

  say(kind, words) {
    if (!this.state) return;
    this.state.className = `s ${kind}`;
    this.state.textContent = words;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
});
