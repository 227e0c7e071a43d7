// Narrows a timeline by the query in the address: words, kinds and statuses. It means what it means in the registers.
{
  const FACETS = ["kind", "status"];

  const start = () => {
    const site = globalThis.adrSite;
    const form = document.querySelector("[data-adr-timeline]");
    if (!form || !site?.query || form.dataset.ready) return;
    form.dataset.ready = "true";
    form.hidden = false;
    const Q = site.query;
    const months = [...document.querySelectorAll(".adr-month")];
    const rows = [...document.querySelectorAll(".adr-month li")].map((item) => [item, Q.fold(item.textContent)]);
    const count = form.querySelector("[data-adr-count]");
    const boxes = [...form.querySelectorAll("[name=kind]")];
    let query = Q.parse(location.search, FACETS);

    const show = () => {
      const words = Q.wordsOf(query.words);
      let shown = 0;
      for (const [item, text] of rows) {
        const fits = FACETS.every((name) => query.chosen.get(name)?.includes(item.dataset[name]) ?? true);
        item.hidden = !fits || !words.every((word) => text.includes(word));
        shown += item.hidden ? 0 : 1;
      }
      for (const month of months) month.hidden = !month.querySelector("li:not([hidden])");
      count.textContent = Q.asked(query) ? `${shown} of ${rows.length}` : "";
      const search = Q.format(query, location.search, FACETS);
      for (const link of document.querySelectorAll("[data-adr-year], .adr-pages a")) {
        link.href = link.getAttribute("href").replace(/\?.*/, "") + search;
      }
    };

    const fill = () => {
      form.elements.words.value = query.words;
      for (const box of boxes) box.checked = query.chosen.get("kind")?.includes(box.value) ?? false;
    };

    const change = () => {
      query.words = form.elements.words.value;
      const kinds = boxes.filter((box) => box.checked).map((box) => box.value);
      if (kinds.length) query.chosen.set("kind", kinds);
      else query.chosen.delete("kind");
      history.replaceState(history.state, "", location.pathname + Q.format(query, location.search, FACETS));
      show();
    };

    form.addEventListener("input", change);
    form.addEventListener("submit", (event) => event.preventDefault());
    fill();
    show();
  };

  // Pages may be replaced without being loaded anew, and then scripts come in any order: each calls `ready`.
  const site = (globalThis.adrSite ??= {});
  if (!site.timeline) {
    const ready = site.ready;
    site.ready = () => { ready?.(); site.timeline(); };
    globalThis.document$?.subscribe(() => site.timeline());
  }
  site.timeline = start;
  start();
}
