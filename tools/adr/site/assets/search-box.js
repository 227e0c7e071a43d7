// The search box once it is open: what is asked, what is shown for it, and which of it is chosen by the arrow keys. The
// focus stays in the field, as a combobox has it. An id and Enter leads to its record.
{
  const FIRST = 20;
  const MOST = 200;
  const STEPS = { ArrowDown: 1, ArrowUp: -1, PageDown: 5, PageUp: -5 };
  const FACETS = { kind: "chips", tag: "menu", owner: "menu", status: "chips" };
  const { element, button, group, chips, menu } = globalThis.adrSite.hits;

  class Box {
    #chosen = new Map(Object.keys(FACETS).map((name) => [name, new Set()]));
    #options = [];
    #at = -1;
    #asked = 0;
    #answered = null;
    #most = FIRST;
    #go = false;

    constructor(dialog, source, register) {
      Object.assign(this, { dialog, source, register });
      this.part = Object.fromEntries([...dialog.querySelectorAll("[data-adr-part]")].map((e) => [e.dataset.adrPart, e]));
      const { field, more, list } = this.part;
      field.addEventListener("keydown", (event) => this.#key(event));
      field.addEventListener("input", () => {
        this.#go = false;
        this.#most = FIRST;
        this.ask();
      });
      more.addEventListener("click", () => this.#more());
      list.addEventListener("click", (event) => {
        const apart = event.ctrlKey || event.metaKey || event.shiftKey;
        if (event.target.closest("a") && !apart) dialog.close();
      });
    }

    /** Asks for what is written, and shows the answer unless something else has been asked meanwhile. */
    async ask({ go = false } = {}) {
      this.#go ||= go;
      const number = ++this.#asked;
      const text = this.part.field.value.trim();
      const found = await this.source.find(text, this.#chosen, this.#most);
      if (number !== this.#asked) return;
      this.#answered = text;
      this.#show(text, found);
      if (this.#go) this.#options[0]?.click();
      this.#go = false;
    }

    #show(text, { groups, total, counts }) {
      const { list, more, rest, count, say } = this.part;
      const narrowed = [...this.#chosen.values()].some((values) => values.size);
      const shown = text || narrowed ? groups : [];
      const terms = globalThis.adrSite.rank.terms(text);
      this.#facets(counts);
      list.replaceChildren(...shown.map((found, i) => group(found, i, this.source.base, terms)));
      list.hidden = !shown.length;
      rest.hidden = !shown.length || total <= shown.length || this.#most === MOST;
      more.textContent = `Show ${Math.min(total, MOST) - shown.length} more`;
      const asked = text || narrowed;
      const waiting = asked && !shown.length && !this.source.complete;
      if (waiting) say.textContent = "Loading the texts …";
      else say.replaceChildren(...(shown.length ? [] : asked ? this.#nothing(text, narrowed) : this.#start()));
      count.textContent = asked && !waiting ? this.#count(shown.length, total) : "";
      if (this.source.complete) list.dataset.answers = text;
      list.scrollTop = 0;
      this.#options = [...list.querySelectorAll("[role=option]")];
      this.#choose(0);
    }

    #count(shown, total) {
      if (!shown) return "Nothing found";
      return shown < total ? `${total} found, the best ${shown} shown` : `${total} found`;
    }

    #start() {
      const row = this.source.index.rows.find(({ id }) => /[1-9][0-9]*$/.test(id));
      const short = row ? [element("kbd", "", row.id), " or ", element("kbd", "", /[1-9][0-9]*$/.exec(row.id)[0])] : ["7"];
      const ids = element("p", "", "An id, as short as you like: ", ...short, ". Enter goes there.");
      const words = "Words of a title, a tag, a name or the text. Each has to be there, in any order.";
      return [element("p", "", words), ids, element("p", "", "Or look through ", this.#all(), ".")];
    }

    #nothing(text, narrowed) {
      const near = this.source.index.nearest(text);
      const help = element("p");
      if (near) help.append("Nearest to it: ", button(near, () => this.#write(near)), " ");
      if (narrowed) help.append(button("Search without narrowing", () => this.#widen()), " ");
      help.append(near || narrowed ? "Or look through " : "Drop a word, or write the beginning of one only. Or look through ");
      help.append(this.#all(), ".");
      return [element("p", "", element("strong", "", "Nothing holds each of these words.")), help];
    }

    #all() {
      const link = element("a", "", "all records");
      link.href = this.register;
      return link;
    }

    #write(text) {
      this.part.field.value = text;
      this.part.field.focus();
      this.ask();
    }

    async #more() {
      const next = this.#options.length;
      this.#most = MOST;
      this.part.field.focus();
      await this.ask();
      this.#choose(next);
    }

    #choose(at) {
      const { field } = this.part;
      this.#options[this.#at]?.setAttribute("aria-selected", "false");
      this.#at = at;
      const option = this.#options[at];
      field.setAttribute("aria-expanded", String(this.#options.length > 0));
      if (!option) return field.removeAttribute("aria-activedescendant");
      option.setAttribute("aria-selected", "true");
      field.setAttribute("aria-activedescendant", option.id);
      if (at) option.scrollIntoView({ block: "nearest" });
      else this.part.list.scrollTop = 0;
    }

    #key(event) {
      if (event.isComposing || event.altKey) return;
      const last = this.#options.length - 1;
      if (event.key === "Enter") {
        event.preventDefault();
        if (this.#answered === this.part.field.value.trim()) this.#options[this.#at]?.click();
        else this.#go = true;
      } else if (event.key in STEPS && last >= 0) {
        event.preventDefault();
        const step = STEPS[event.key];
        const next = this.#at + step;
        if (Math.abs(step) > 1) this.#choose(Math.max(0, Math.min(last, next)));
        else this.#choose(next < 0 ? last : next > last ? 0 : next);
      }
    }

    #facets(counts) {
      const { facets } = this.part;
      const kept = facets.contains(document.activeElement) ? document.activeElement.dataset.adrKeep : null;
      const made = Object.entries(FACETS).map(([name, form]) => {
        const make = form === "chips" ? chips : menu;
        return make(name, counts[name], this.#chosen.get(name), (value) => this.#narrow(name, value, form));
      });
      facets.replaceChildren(...made.filter(Boolean));
      facets.hidden = !facets.children.length;
      if (kept) [...facets.querySelectorAll("[data-adr-keep]")].find((e) => e.dataset.adrKeep === kept)?.focus();
    }

    /** Presses or releases a value; of a menu one is chosen, or none. */
    #narrow(name, value, form) {
      const chosen = this.#chosen.get(name);
      const had = chosen.has(value);
      if (form === "menu") chosen.clear();
      if (form === "chips" && had) chosen.delete(value);
      else if (value) chosen.add(value);
      this.#most = FIRST;
      this.ask();
    }

    #widen() {
      for (const values of this.#chosen.values()) values.clear();
      this.part.field.focus();
      this.ask();
    }
  }

  globalThis.adrSite.Box = Box;
}
