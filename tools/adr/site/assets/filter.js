// Narrows a table to the rows that have all the words asked for; the words stay in the address. Where a list goes over
// several pages, what matches on the others is listed as links. Without it the whole list is there.
{
  const MOST = 30;

  const wordsOf = (text) => text.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text, words) => words.every((word) => text.includes(word));

  class Filter {
    #stopped = new AbortController();

    constructor(form) {
      this.form = form;
      this.field = form.elements.words;
      this.rows = [...document.querySelectorAll(".adr-ways__rows tbody tr")];
      this.texts = this.rows.map((row) => `${row.textContent} ${row.dataset.words ?? ""}`.toLowerCase());
      this.field.value = new URLSearchParams(location.search).get("words") ?? "";
      const on = (target, name, act, options) => {
        target.addEventListener(name, act, { signal: this.#stopped.signal, ...options });
      };
      on(form, "submit", (event) => event.preventDefault());
      on(this.field, "input", () => this.ask());
      on(document, "keydown", (event) => this.#key(event), { capture: true });
      form.hidden = false;
      if (this.field.value) this.show();
    }

    stop() {
      this.#stopped.abort();
    }

    ask() {
      const query = this.field.value.trim() ? `?${new URLSearchParams({ words: this.field.value.trim() })}` : "";
      history.replaceState(history.state, "", location.pathname + query + location.hash);
      this.show();
    }

    show() {
      const words = wordsOf(this.field.value);
      let found = 0;
      this.rows.forEach((row, i) => {
        row.hidden = !has(this.texts[i], words);
        found += row.hidden ? 0 : 1;
      });
      for (const group of document.querySelectorAll("[data-adr-group]")) {
        group.hidden = !group.querySelector("tbody tr:not([hidden])");
      }
      const others = this.#elsewhere(words);
      const beside = others ? `, ${others} on other pages` : "";
      this.form.querySelector("[data-adr-found]").textContent = words.length ? `${found} here${beside}` : "";
    }

    /** Lists what matches on other pages; returns how many. Only names are looked through there. */
    #elsewhere(words) {
      const list = this.form.querySelector("[data-adr-elsewhere]");
      const all = globalThis.adrSite.elsewhere;
      list.replaceChildren();
      list.hidden = true;
      if (!all || !words.length) return 0;
      const addresses = all.pages.map((url) => new URL(list.dataset.base + url, location.href));
      let found = 0;
      all.names.forEach((name, i) => {
        const to = addresses[all.at[i]];
        if (to.pathname === location.pathname || !has(name.toLowerCase(), words)) return;
        found += 1;
        if (found > MOST) return;
        const link = document.createElement("a");
        link.textContent = name;
        link.dir = "auto";
        link.href = `${to.href}?${new URLSearchParams({ words: name })}`;
        const item = document.createElement("li");
        item.append(link);
        list.append(item);
      });
      list.hidden = !found;
      return found;
    }

    #key(event) {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (event.key === "/" && !typing) {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.field.focus();
        this.field.select();
      } else if (event.key === "Escape" && event.target === this.field && this.field.value) {
        this.field.value = "";
        this.ask();
      }
    }
  }

  // Pages may be replaced without being loaded anew (`navigation.instant`).
  let current = null;
  const site = (globalThis.adrSite ??= {});
  site.filter = () => {
    const form = document.querySelector("[data-adr-filter]");
    if (current?.form === form && form) return current.show();
    current?.stop();
    current = form ? new Filter(form) : null;
  };
  globalThis.document$?.subscribe(() => site.filter());
  site.filter();
}
