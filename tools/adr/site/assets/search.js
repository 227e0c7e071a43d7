// Opens the search: by its button, by Ctrl+K, by `/` where the page has no filter of its own, and by `?q=` in the
// address. What it takes is loaded when it is opened first, so that a page pays for this file only.
{
  const SCRIPTS = ["assets/adr/search-rank.js", "assets/adr/search-hits.js", "assets/adr/search-box.js", "search/index.js"];

  const load = (address) =>
    new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.async = false; // in the order in which they are asked for
      script.onload = done;
      script.onerror = () => failed(new Error(`cannot load ${address}`));
      document.head.append(script);
    });

  /** Where answers come from: first the ids and titles, then what reads texts. */
  class Source {
    #ready = null;

    /** `changed` is called when there is more to answer from than before. */
    constructor(base, changed) {
      Object.assign(this, { base, changed, index: null, full: null, complete: false });
    }

    prepare() {
      this.#ready ??= this.#load().catch((error) => {
        this.#ready = null;
        throw error;
      });
      return this.#ready;
    }

    async #load() {
      await Promise.all(SCRIPTS.map((path) => load(this.base + path)));
      const { found, rank } = globalThis.adrSite;
      this.index = new rank.Index(found.index);
      const rest = this.#loadRest(found.index).catch((error) => console.warn(error));
      rest.then(() => {
        this.complete = true;
        this.changed();
      });
    }

    /** Pagefind where the site has it and the browser may load it, else the beginnings of sections. */
    async #loadRest({ text, full }) {
      if (full && location.protocol.startsWith("http")) {
        try {
          await load(`${this.base}assets/adr/search-full.js`);
          this.full = await globalThis.adrSite.Full.open(this.index, this.base, full);
          return;
        } catch (error) {
          console.warn("Pagefind cannot be used:", error);
        }
      }
      await load(this.base + text);
      this.index.read(globalThis.adrSite.found.text);
    }

    /** Returns groups of a row and its matches, at most `most`, with their total and the counts of each facet. */
    async find(text, chosen, most) {
      await this.prepare();
      if (this.full && text.trim()) return this.full.search(text, chosen, most);
      const { rows, counts } = this.index.search(text, chosen);
      const groups = rows.slice(0, most).map((row) => ({ row, matches: this.index.matches(row, text) }));
      return { groups, total: rows.length, counts };
    }
  }

  const typing = (element) => element?.closest?.("input, textarea, select, [contenteditable]");

  const start = () => {
    const opener = document.querySelector("[data-adr-find]");
    const dialog = document.querySelector("[data-adr-finder]");
    if (!opener || !dialog?.showModal) return;
    const field = dialog.querySelector("[data-adr-part=field]");
    const say = dialog.querySelector("[data-adr-part=say]");
    let box = null;
    let go = false;

    const source = new Source(new URL(opener.dataset.base, location.href).href, () => dialog.open && box?.ask());
    const register = new URL(opener.dataset.register, location.href).href;

    const open = async (text = null) => {
      if (text !== null) field.value = text;
      if (!dialog.open) dialog.showModal();
      field.focus();
      field.select();
      if (!box) say.textContent = "Loading …";
      try {
        await source.prepare();
        box ??= new globalThis.adrSite.Box(dialog, source, register);
        await box.ask({ go });
        go = false;
      } catch (error) {
        console.warn(error);
        say.textContent = "The search could not be loaded. Close it and try again, or use the lists in the menu.";
      }
    };

    field.addEventListener("keydown", (event) => {
      if (!box && event.key === "Enter") go = true; // before there is anything to go by
    });
    opener.hidden = false;
    for (const link of document.querySelectorAll("[data-adr-find-static]")) link.hidden = true;
    opener.addEventListener("click", () => open());
    for (const sign of ["pointerenter", "focus"]) opener.addEventListener(sign, () => source.prepare().catch(() => {}));
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.querySelector("[data-adr-part=close]").addEventListener("click", () => dialog.close());
    dialog.querySelector("[data-adr-part=form]").addEventListener("submit", (event) => event.preventDefault());
    document.addEventListener("keydown", (event) => {
      const combined = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key === "k";
      const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target);
      if (event.defaultPrevented || !(combined || slash)) return;
      event.preventDefault();
      open();
    });
    const asked = new URLSearchParams(location.search).get("q");
    if (asked !== null) open(asked);
  };

  start();
}
