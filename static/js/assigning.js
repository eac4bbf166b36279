// The grid of assigned figures: Enter and arrows move, a block from Excel finds its rows by the names of the places.
// Sums and saving are the form's own (Autosave). Without this file the page is a plain form.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const table = document.querySelector("[data-assign]");
  if (!table) return;
  const rows = [...table.querySelectorAll("tbody tr[data-name]")];
  const inputs = rows.map((row) => row.querySelector("input"));
  const fold = (text) =>
    text.trim().toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replaceAll("đ", "d").replace(/\s+/g, " ");
  const names = rows.map((row) => [fold(row.dataset.name), fold(row.dataset.short)]);
  const said = document.getElementById("dan-noi");

  table.addEventListener("focusin", (event) => inputs.includes(event.target) && event.target.select());

  table.addEventListener("keydown", (event) => {
    const place = inputs.indexOf(event.target);
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: event.shiftKey ? -1 : 1 }[event.key];
    if (place < 0 || !step || event.altKey || event.ctrlKey) return;
    event.preventDefault();
    inputs[place + step]?.focus();
  });

  // One column of figures goes downwards from here; where a column holds names, the figure is the next cell that is filled.
  table.addEventListener("paste", (event) => {
    const place = inputs.indexOf(event.target);
    const text = (event.clipboardData?.getData("text/plain") ?? "").replace(/[\r\n]+$/, "");
    if (place < 0 || !/[\t\n\r]/.test(text)) return;
    event.preventDefault();
    const block = text.split(/\r\n|\n|\r/).map((line) => line.split("\t").map((part) => part.trim()));
    const rowOf = (line) => {
      for (const [column, cell] of line.entries()) {
        const row = cell ? names.findIndex((known) => known.includes(fold(cell))) : -1;
        if (row >= 0) return [row, column];
      }
      return [-1, -1];
    };
    const found = block.map(rowOf);
    const named = found.some(([row]) => row >= 0);
    let [put, left] = [0, 0];
    block.forEach((line, index) => {
      const [row, column] = named ? found[index] : [place + index, -1];
      const value = line.slice(column + 1).find(Boolean);
      if (!inputs[row] || value === undefined) {
        left += 1;
        return;
      }
      inputs[row].value = value;
      put += 1;
    });
    table.closest("form").dispatchEvent(new Event("input", { bubbles: true }));
    said.hidden = false;
    said.textContent = left
      ? `Đã dán ${put} mức, bỏ ${left} dòng không tìm thấy nơi nhận hoặc không có số.`
      : `Đã dán ${put} mức.`;
  });
});
