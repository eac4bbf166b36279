// The review's grid: moves like a spreadsheet, takes a block from Excel, saves every cell by itself and keeps on this
// machine what the server does not have yet. Without this file the page is a plain form.
"use strict";

class ReviewGrid {
  constructor(table) {
    this.table = table;
    this.form = document.getElementById("luoi");
    this.rows = [...table.tBodies[0].rows].map((row) => ({
      id: row.dataset.row,
      name: ReviewGrid.fold(row.cells[0].textContent),
      row,
      cells: [...row.cells].slice(1, -1).map((cell) => cell.querySelector("input")),
    }));
    this.kept = `chungtay:luoi:${table.dataset.grid}:${table.dataset.user}`;
    this.unsaved = new Map(); // name of the input → text the server does not have
    this.undone = [];
    this.done = [];
    this.tries = 0;
    this.offer();
    table.addEventListener("focusin", (event) => this.enter(event.target));
    table.addEventListener("focusout", (event) => this.leave(event.target));
    table.addEventListener("keydown", (event) => this.key(event));
    table.addEventListener("paste", (event) => this.paste(event));
    document.addEventListener("input", (event) => this.typed(event.target));
    document.addEventListener("click", (event) => this.click(event));
    document.addEventListener("submit", (event) => this.submit(event));
    document.addEventListener("visibilitychange", () => this.unsaved.size && this.save());  // leaving, and coming back
    window.addEventListener("online", () => this.unsaved.size && this.save());
    window.addEventListener("offline", () => this.unsaved.size && this.say("wait", this.waitingWords()));
    this.focusAsked();
  }

  static fold(text) {
    return text.trim().toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").replace(/\s+/g, " ");
  }

  static isCell(target) {
    return target instanceof HTMLInputElement && target.dataset.field !== undefined;
  }

  place(input) {
    const row = this.rows.findIndex((line) => line.id === input.closest("tr").dataset.row);
    return [row, this.rows[row].cells.indexOf(input)];
  }

  // --- moving ---------------------------------------------------------------------------------------------------

  focusAsked() {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (asked && this.table.contains(asked)) asked.focus();
  }

  enter(input) {
    if (!ReviewGrid.isCell(input)) return;
    this.before = input.value;
    input.select();
    input.closest("td").classList.add("on");
  }

  leave(input) {
    if (!ReviewGrid.isCell(input)) return;
    input.closest("td").classList.remove("on");
    this.settleEdit(input);
    if (this.unsaved.size) this.later(150);
  }

  key(event) {
    const input = event.target;
    if (!ReviewGrid.isCell(input)) return;
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [event.shiftKey ? -1 : 1, 0] };
    if ((event.ctrlKey || event.metaKey) && !event.altKey) {
      const letter = event.key.toLowerCase();
      if (letter === "z" || letter === "y") {
        event.preventDefault();
        this.settleEdit(input);
        if (letter === "y" || event.shiftKey) this.redo();
        else this.undo();
      }
      return;
    }
    if (event.key === "Escape") {
      this.put([{ input, to: this.before }]);
      input.select();
      return;
    }
    const step = steps[event.key];
    if (!step || event.altKey) return;
    const whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
    if (event.key === "ArrowLeft" && !whole && input.selectionStart !== 0) return;
    if (event.key === "ArrowRight" && !whole && input.selectionEnd !== input.value.length) return;
    event.preventDefault();
    this.move(input, step);
  }

  // The next cell in a direction that can be typed into.
  move(input, [down, right]) {
    let [row, column] = this.place(input);
    for (;;) {
      row += down;
      column += right;
      if (!this.rows[row] || column < 0 || column >= this.rows[row].cells.length) return;
      const next = this.rows[row].cells[column];
      if (next) {
        next.focus();
        next.closest("td").scrollIntoView({ block: "nearest", inline: "nearest" });
        return;
      }
    }
  }

  // --- changing -------------------------------------------------------------------------------------------------

  typed(target) {
    if (!ReviewGrid.isCell(target) && !target.matches?.("[data-note]")) return;
    this.mark(target);
    this.later(1200);
  }

  mark(input) {
    this.unsaved.set(input.name, input.value);
    input.closest("td")?.classList.add("waiting");
    this.keep();
    if (!this.failing) this.say("", "○ Đang chờ lưu");
  }

  // What was typed since the cell was entered becomes one step that can be undone.
  settleEdit(input) {
    if (this.before !== undefined && input.value !== this.before) {
      this.done.push([{ input, from: this.before, to: input.value }]);
      this.undone = [];
    }
    this.before = input.value;
  }

  put(changes) {
    for (const { input, to } of changes) {
      input.value = to;
      this.mark(input);
      if (input === document.activeElement) this.before = to;
    }
  }

  change(changes) {
    const step = changes.filter(({ input, to }) => input.value !== to).map(({ input, to }) => ({ input, from: input.value, to }));
    if (!step.length) return;
    this.done.push(step);
    this.undone = [];
    this.put(step);
    this.save();
  }

  undo() {
    const step = this.done.pop();
    if (!step) return;
    this.undone.push(step);
    this.put(step.map(({ input, from }) => ({ input, to: from })));
    step[0].input.focus();
    this.save();
  }

  redo() {
    const step = this.undone.pop();
    if (!step) return;
    this.done.push(step);
    this.put(step);
    step[0].input.focus();
    this.save();
  }

  // A block from Excel: tabs and new lines. Where its first column holds names of hamlets, rows find their place by name.
  paste(event) {
    const input = event.target;
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!ReviewGrid.isCell(input) || !/[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""))) {
      if (ReviewGrid.isCell(input) && text) {
        event.preventDefault();
        this.settleEdit(input);
        this.change([{ input, to: text.trim() }]);
        input.select();
      }
      return;
    }
    event.preventDefault();
    this.settleEdit(input);
    let block = text.replace(/(\r\n|\n|\r)+$/, "").split(/\r\n|\n|\r/).map((line) => line.split("\t").map((part) => part.trim()));
    const [top, left] = this.place(input);
    const byName = block.map((line) => this.rows.findIndex((row) => row.name === ReviewGrid.fold(line[0])));
    const named = byName.some((row) => row >= 0);
    if (named) block = block.map((line) => line.slice(1));
    const changes = [];
    let [locked, outside, strange] = [0, 0, 0];
    block.forEach((line, index) => {
      const target = named ? this.rows[byName[index]] : this.rows[top + index];
      if (!target) {
        if (named) strange += 1;
        else outside += line.filter(Boolean).length;
        return;
      }
      line.forEach((value, offset) => {
        const cell = target.cells[left + offset];
        if (cell) changes.push({ input: cell, to: value });
        else if (left + offset < target.cells.length) locked += value ? 1 : 0;
        else outside += value ? 1 : 0;
      });
    });
    this.change(changes);
    input.select();
    const notes = [`Đã dán ${changes.length} ô`];
    if (locked) notes.push(`bỏ ${locked} số ở cột đầu kỳ đã khóa`);
    if (outside) notes.push(`bỏ ${outside} số nằm ngoài lưới`);
    if (strange) notes.push(`bỏ ${strange} dòng không phải tên thôn`);
    this.tell(`${notes.join(", ")}.`);
  }

  // --- clicks ---------------------------------------------------------------------------------------------------

  click(event) {
    const mend = event.target.closest("button[name=mend]");
    if (mend) {
      event.preventDefault();
      this.mend(mend.value);
      return;
    }
    const link = event.target.closest("a[data-cell]");
    const cell = link && document.getElementById(link.dataset.cell);
    if (cell) {
      event.preventDefault();
      cell.focus();
      cell.scrollIntoView({ block: "center", inline: "center" });
      return;
    }
    const away = event.target.closest("a[href]");
    if (away && this.unsaved.size && !event.ctrlKey && !event.metaKey && !away.hasAttribute("download")) {
      event.preventDefault();
      this.save().finally(() => location.assign(away.href));
    }
  }

  mend(value) {
    const [row, ...parts] = value.split("|");
    const changes = [];
    for (const part of parts) {
      const [field, number] = part.split("=");
      const input = document.getElementById(`o-${row}-${field}`);
      if (input instanceof HTMLInputElement) changes.push({ input, to: number });
      else this.unsaved.set(`c|${row}|${field}`, number); // it stands on another tab
    }
    this.keep();
    if (changes.length) {
      changes[0].input.focus();
      this.change(changes);
    } else {
      this.save();
    }
  }

  // A step of the flow waits until every cell is with the server.
  submit(event) {
    if (event.target === this.form) {
      event.preventDefault();
      this.save();
      return;
    }
    if (!event.target.matches("[data-after-save]") || !this.unsaved.size) return;
    event.preventDefault();
    const address = event.target.getAttribute("action");
    this.save().then(() => {
      const form = document.querySelector(`form[action="${address}"]`);
      if (this.unsaved.size || !form || form.querySelector("button").disabled) return;
      freshenTokens(form);
      form.submit();
    });
  }

  // --- keeping --------------------------------------------------------------------------------------------------

  keep() {
    try {
      if (!this.unsaved.size) localStorage.removeItem(this.kept);
      else localStorage.setItem(this.kept, JSON.stringify({ at: Date.now(), cells: [...this.unsaved] }));
    } catch {
      // A browser that keeps nothing still sends every cell.
    }
  }

  // What a closed browser left behind: shown with its time, taken back or thrown away.
  offer() {
    let left = null;
    try {
      left = JSON.parse(localStorage.getItem(this.kept) ?? "null");
    } catch {
      left = null;
    }
    const cells = (left?.cells ?? []).filter(([name, text]) => document.getElementsByName(name)[0]?.value !== text);
    if (!cells.length) {
      this.keep();
      return;
    }
    const box = document.getElementById("giu-lai");
    const when = new Date(left.at);
    const words = document.createElement("p");
    words.className = "note";
    words.setAttribute("role", "status");
    words.append(
      `Máy này còn giữ ${cells.length} ô nhập lúc ${ReviewGrid.hour(when)} ngày ${when.getDate()}/${when.getMonth() + 1} chưa gửi được. `,
      this.button("Lấy lại và lưu", () => this.takeBack(cells, box)),
      this.button("Bỏ", () => {
        box.hidden = true;
        this.keep();
      }),
    );
    box.replaceChildren(words);
    box.hidden = false;
  }

  button(label, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-sm btn-link";
    button.textContent = label;
    button.addEventListener("click", act);
    return button;
  }

  takeBack(cells, box) {
    const changes = [];
    for (const [name, text] of cells) {
      const input = document.getElementsByName(name)[0];
      if (input) changes.push({ input, to: text });
      else this.unsaved.set(name, text);
    }
    box.hidden = true;
    this.put(changes);
    this.save();
  }

  // --- saving ---------------------------------------------------------------------------------------------------

  later(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), wait);
  }

  // One request at a time; what changes meanwhile goes with the next.
  async save() {
    clearTimeout(this.timer);
    if (this.saving) return this.saving.then(() => (this.unsaved.size && !this.failing ? this.save() : undefined));
    if (!this.unsaved.size) return undefined;
    this.saving = this.send(new Map(this.unsaved)).finally(() => (this.saving = null));
    return this.saving;
  }

  async send(sent) {
    const body = { tab: this.table.dataset.tab, cells: {}, notes: {} };
    for (const [name, text] of sent) {
      const [kind, row, ...key] = name.split("|");
      const part = kind === "c" ? body.cells : body.notes;
      (part[row] ??= {})[key.join("|")] = text;
    }
    let answer;
    try {
      answer = await fetch(this.table.dataset.save, {
        method: "POST",
        headers: { "content-type": "application/json", "x-csrftoken": csrfToken(), "x-requested-with": "fetch" },
        body: JSON.stringify(body),
        keepalive: true,
        signal: AbortSignal.timeout(20000),
      });
    } catch {
      this.retry();
      return;
    }
    sessionSleeps(answer.status === 401);
    if (answer.status === 401) {
      this.failing = true;
      this.say("wait", `${ASLEEP}: ${this.unsaved.size} ô còn giữ trên máy này`);
      this.later(5000);
      return;
    }
    if (answer.redirected || answer.status === 403) {
      this.fail("Trang này đã cũ. Số vừa nhập còn giữ trên máy này; xin tải lại trang.");
      return;
    }
    if (answer.status >= 500) {
      this.retry();
      return;
    }
    let data;
    try {
      data = await answer.json();
    } catch {
      this.retry();
      return;
    }
    if (!answer.ok) this.fail(data.error);
    else this.saved(sent, data);
  }

  retry() {
    this.failing = true;
    this.say("wait", this.waitingWords());
    this.later(Math.min(2000 * 2 ** this.tries++, 15000));
  }

  waitingWords() {
    return `! Chưa gửi được ${this.unsaved.size} ô, còn giữ trên máy này, đang thử lại`;
  }

  fail(words) {
    this.failing = this.refused = true;
    this.say("bad", "✕ Chưa lưu");
    this.tell(words);
  }

  saved(sent, data) {
    if (this.refused) this.tell("");
    this.failing = this.refused = false;
    this.tries = 0;
    for (const [name, text] of sent) {
      if (this.unsaved.get(name) !== text) continue;
      this.unsaved.delete(name);
      document.getElementsByName(name)[0]?.closest("td")?.classList.add("saved");
    }
    this.keep();
    for (const [id, line] of Object.entries(data.rows)) this.showLine(id, line);
    for (const [field, text] of Object.entries(data.sums)) {
      const sum = this.table.querySelector(`[data-sum="${field}"]`);
      if (sum) sum.textContent = text;
    }
    this.text("[data-foot-rate]", data.rate);
    this.text("[data-foot-label]", data.label);
    this.replace("bang", data.tabs);
    this.replace("thanh", data.bar);
    this.replace("thong-bao", data.messages);
    if (data.refused.length) this.tell(data.refused.join(" "));
    this.say("ok", `✓ Đã lưu ${data.saved}`);
    if (this.unsaved.size) this.later(150);
  }

  showLine(id, line) {
    const row = this.rows.find((found) => found.id === id);
    if (!row) return;
    row.row.querySelector("[data-rate]").textContent = line.rate;
    for (const [field, [text, state]] of Object.entries(line.cells)) {
      const input = document.getElementById(`o-${id}-${field}`);
      if (!(input instanceof HTMLInputElement)) continue;
      const cell = input.closest("td");
      const waits = this.unsaved.has(input.name);
      cell.classList.toggle("waiting", waits);
      cell.classList.toggle("wrong", state === "wrong");
      cell.classList.toggle("ask", state === "ask");
      input.setAttribute("aria-invalid", String(state === "wrong"));
      if (!waits && input !== document.activeElement) input.value = text;
    }
  }

  text(selector, words) {
    const element = this.table.querySelector(selector);
    if (element) element.textContent = words;
  }

  // New sentences from the server; a note that is being written stays as it is.
  replace(id, html) {
    const box = document.getElementById(id);
    const active = box.contains(document.activeElement) ? document.activeElement : null;
    const focused = active?.name ?? "";
    const caret = active?.selectionStart ?? null;
    const written = new Map([...box.querySelectorAll("[data-note]")].map((note) => [note.name, note.value]));
    box.innerHTML = html;
    for (const note of box.querySelectorAll("[data-note]")) {
      if (this.unsaved.has(note.name) || note.name === focused) note.value = written.get(note.name) ?? note.value;
    }
    const again = focused && box.querySelector(`[name="${CSS.escape(focused)}"]`);
    if (!again) return;
    again.focus();
    if (caret !== null && again.setSelectionRange) again.setSelectionRange(caret, caret);
  }

  say(kind, words) {
    const state = document.querySelector("[data-saved]");
    if (!state) return;
    state.className = `s ${kind}`;
    state.textContent = words;
  }

  tell(words) {
    document.getElementById("luoi-noi").textContent = words;
  }

  static hour(moment) {
    return `${String(moment.getHours()).padStart(2, "0")}:${String(moment.getMinutes()).padStart(2, "0")}`;
  }
}

document.addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector("table[data-grid]");
  if (table) new ReviewGrid(table);
});
