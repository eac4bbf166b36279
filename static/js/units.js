// The unit picker: a list that opens while one types (ARIA's editable combobox). Without it the box is a plain text
// box, and the server looks up what was typed.
"use strict";

class UnitPick {
  constructor(place) {
    this.address = place.dataset.unitPick;
    this.number = place.querySelector("[data-unit-number]");
    this.box = place.querySelector("input[type=text]");
    this.list = place.querySelector("ul");
    this.status = place.querySelector("[role=status]");
    this.candidates = place.querySelector(".unit-candidates");
    this.asked = 0;
    this.at = -1;
    this.list.setAttribute("role", "listbox");
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.list.id,
    })) this.box.setAttribute(name, value);
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    this.box.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());  // the box keeps the focus
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  get options() {
    return [...this.list.querySelectorAll("[role=option]")];
  }

  typed() {
    this.number.value = "";
    if (this.candidates) this.candidates.remove();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), 120);
  }

  async ask() {
    const turn = ++this.asked;
    const text = this.box.value.trim();
    if (!text) return this.close();
    try {
      const answer = await fetch(`${this.address}&tim=${encodeURIComponent(text)}`);
      if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (turn === this.asked && document.activeElement === this.box) this.show(page.querySelector("ul"));
    } catch {
      this.close();
      this.status.textContent = "Chưa tìm được. Có thể gõ đủ tên rồi gửi, máy chủ sẽ tìm.";
    }
  }

  show(found) {
    this.list.replaceChildren(...found.children);
    this.options.forEach((option, index) => (option.id = `${this.list.id}_${index}`));
    this.list.hidden = false;
    this.box.setAttribute("aria-expanded", "true");
    this.status.textContent = found.dataset.said;
    this.move(0);
  }

  close() {
    this.asked += 1;
    clearTimeout(this.timer);
    this.list.hidden = true;
    this.at = -1;
    this.box.setAttribute("aria-expanded", "false");
    this.box.removeAttribute("aria-activedescendant");
  }

  move(to) {
    const options = this.options;
    if (!options.length) return this.box.removeAttribute("aria-activedescendant");
    this.at = Math.max(0, Math.min(to, options.length - 1));
    options.forEach((option, index) => option.setAttribute("aria-selected", String(index === this.at)));
    this.box.setAttribute("aria-activedescendant", options[this.at].id);
    options[this.at].scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    this.number.value = option.dataset.number;
    this.box.value = option.dataset.title;
    this.status.textContent = `Đã chọn ${option.dataset.title}.`;
    this.close();
    this.box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  key(event) {
    if (event.isComposing) return;  // a Vietnamese keyboard is still putting a letter together
    const open = !this.list.hidden;
    const last = this.options.length - 1;
    const moves = { ArrowDown: Math.min(this.at + 1, last), ArrowUp: Math.max(this.at - 1, 0), Home: 0, End: last };
    if (event.key === "ArrowDown" && !open) {
      event.preventDefault();
      this.ask();
    } else if (open && event.key in moves) {
      event.preventDefault();
      this.move(moves[event.key]);
    } else if (open && event.key === "Enter" && this.at >= 0) {
      event.preventDefault();
      this.choose(this.options[this.at]);
    } else if (open && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    } else if (!open && event.key === "Escape" && this.box.value) {
      this.box.value = this.number.value = "";
    }
  }
}

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-unit-pick]").forEach((place) => new UnitPick(place));
});
