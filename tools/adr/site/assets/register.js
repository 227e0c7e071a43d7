// Filters a register's rows by words and status. Without it, the whole table is there.
const form = document.querySelector("[data-adr-filter]");
const table = document.querySelector("[data-adr-rows]");

if (form && table) {
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, text: row.textContent.toLowerCase() }));
  const shown = form.querySelector("[data-adr-shown]");
  const field = form.elements.q;
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];

  const apply = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const statuses = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    let count = 0;
    for (const { row, text } of rows) {
      const fits = words.every((word) => text.includes(word)) && (!statuses.size || statuses.has(row.dataset.status));
      row.hidden = !fits;
      count += fits;
    }
    shown.textContent = count === rows.length ? "" : `${count} of ${rows.length} shown`;
  };

  const remember = () => {
    const query = new URLSearchParams();
    if (field.value) query.set("q", field.value);
    for (const box of boxes) if (box.checked) query.append("status", box.value);
    history.replaceState(null, "", query.size ? `?${query}` : location.pathname);
  };

  const recall = () => {
    const query = new URLSearchParams(location.search);
    field.value = query.get("q") ?? "";
    const statuses = query.getAll("status");
    for (const box of boxes) box.checked = statuses.includes(box.value);
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => { apply(); remember(); });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      event.stopImmediatePropagation();
      field.focus();
    }
  }, { capture: true });
  recall();
  apply();
}
