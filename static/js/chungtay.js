// Small behaviours shared by every page. Everything works without them.
"use strict";

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
});

// Signing in again, here or in another tab, makes a new secret for forms; a page that stayed open holds the old one. The
// cookie always has the one of now: forms and requests take it from there when they go.
function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}

function freshenTokens(root) {
  const token = csrfToken();
  if (token) root.querySelectorAll("input[name=csrfmiddlewaretoken]").forEach((input) => (input.value = token));
}

document.addEventListener("submit", (event) => freshenTokens(event.target), true);
document.addEventListener("htmx:configRequest", (event) => {
  const token = csrfToken();
  if (!token) return;
  event.detail.headers["x-csrftoken"] = token;
  if (event.detail.parameters.csrfmiddlewaretoken) event.detail.parameters.csrfmiddlewaretoken = token;
});

// What saves itself meets a session that sleeps (401): the text stays on the page, a line on top leads to a tab where
// one signs in, and the next try saves. Who saves calls this with what the answer was.
const ASLEEP = "! Chưa lưu, chờ đăng nhập lại";
function sessionSleeps(sleeps) {
  const line = document.querySelector(".asleep");
  if (!sleeps) line?.remove();
  if (!sleeps || line) return;
  const note = document.createElement("p");
  note.className = "note asleep";
  note.setAttribute("role", "alert");
  const link = document.createElement("a");
  link.href = "/mo-khoa/";
  link.target = "_blank";
  link.textContent = "Đăng nhập lại ở một thẻ mới";
  note.append("Phiên làm việc tạm khóa nên chưa lưu được. ", link, "; chữ trên trang này vẫn còn và tự lưu sau đó.");
  document.body.prepend(note);
}

document.addEventListener("htmx:responseError", (event) => event.detail.xhr.status === 401 && sessionSleeps(true));
document.addEventListener("htmx:afterOnLoad", (event) => event.detail.xhr.status < 400 && sessionSleeps(false));

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
    document.addEventListener("visibilitychange", () => this.pending && this.save());  // leaving, and coming back
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
    data.set("csrfmiddlewaretoken", csrfToken());
    const headers = { "x-requested-with": "fetch" };
    let asleep = false;
    try {
      const answer = await fetch(this.url, { method: "POST", body: data, headers, keepalive: true });
      asleep = answer.status === 401;
      sessionSleeps(asleep);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      this.pending = false;
      if (this.form.dataset.autosaveShows) this.show(await answer.text());
      this.say("ok", `✓ Đã lưu ${new Date().toTimeString().slice(0, 5)}`);
    } catch {
      this.say("wait", asleep ? ASLEEP : "! Chưa lưu được, đang thử lại");
      clearTimeout(this.timer);
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
