// A register with its query in the address: filter, facets, order. Without it the page has its first rows, links to
// further ones, and a page for each value of each facet.
{
  let Q, Rows, element;
  const FEW = 6;
  const WIDE = "(min-width: 60em)";

  const button = (label, act, classes = "adr-button") => {
    const made = element("button", classes, label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const auto = (made) => {
    made.dir = "auto";
    return made;
  };

  class Register {
    #more = new Set();
    #boxes = new Map();
    #stopped = new AbortController();

    constructor(root, data) {
      this.root = root;
      this.base = root.dataset.base;
      this.plural = root.dataset.plural;
      this.table = new Q.Table(data);
      this.part = Object.fromEntries([...root.querySelectorAll("[data-adr]")].map((e) => [e.dataset.adr, e]));
      this.field = this.part.controls.elements.words;
      this.rows = new Rows(this.part.rows, (row) => this.#row(row));
      this.query = Q.parse(location.search, this.table.names);
      this.#listen();
      this.#facets();
      root.classList.add("adr-register--live");
      for (const shown of root.querySelectorAll("[data-adr-script]")) shown.hidden = false;
      for (const dropped of root.querySelectorAll("[data-adr-static]")) dropped.hidden = true;
      this.part.panel.open = matchMedia(WIDE).matches;
      this.show({ field: true });
      this.table.prepare((act) => (globalThis.requestIdleCallback ?? setTimeout)(act));
    }

    stop() {
      this.#stopped.abort();
      this.rows.stop();
    }

    /** Takes a new query, keeps it in the address, and shows what it finds. `step`: whether "back" undoes it. */
    ask(change, { step = true, field = true } = {}) {
      this.query = { ...this.query, ...change };
      const address = location.pathname + Q.format(this.query, location.search, this.table.names) + location.hash;
      history[step ? "pushState" : "replaceState"](history.state, "", address);
      this.show({ field });
    }

    toggle(name, value) {
      const chosen = new Map(this.query.chosen);
      const values = chosen.get(name) ?? [];
      const left = values.includes(value) ? values.filter((other) => other !== value) : [...values, value];
      if (left.length) chosen.set(name, left);
      else chosen.delete(name);
      this.ask({ chosen });
    }

    sort(name) {
      const first = name === "date" ? `-${name}` : name;
      const second = name === "date" ? name : `-${name}`;
      this.ask({ sort: this.query.sort === first ? second : first });
    }

    clear() {
      this.ask({ words: "", chosen: new Map() });
      this.field.focus();
    }

    show({ field }) {
      if (field) this.field.value = this.query.words;
      this.found = this.table.select(this.query);
      this.part.rows.hidden = !this.found.rows.length;
      this.rows.show(this.found.rows);
      this.#heads();
      this.#count();
      this.#chips();
      this.#boxesAgain();
    }

    #listen() {
      const { controls, rows } = this.part;
      const on = (target, name, act, options) => {
        target.addEventListener(name, act, { signal: this.#stopped.signal, ...options });
      };
      on(controls, "submit", (event) => event.preventDefault());
      on(this.field, "input", () => this.ask({ words: this.field.value }, { step: false, field: false }));
      on(controls.elements.sort, "change", (event) => this.ask({ sort: event.target.value }));
      if (controls.elements.retired) {
        on(controls.elements.retired, "change", (event) => this.ask({ retired: event.target.checked }));
      }
      for (const head of rows.tHead.querySelectorAll("[data-sort]")) {
        const name = head.dataset.sort;
        head.replaceChildren(button(head.textContent.trim(), () => this.sort(name), "adr-sort"));
      }
      on(rows, "click", (event) => {
        const tag = event.target.closest("a[data-tag]");
        if (!tag || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.toggle("tag", tag.dataset.tag);
        this.field.focus({ preventScroll: true });
      });
      on(document, "keydown", (event) => this.#key(event), { capture: true });
      on(window, "popstate", () => {
        if (!this.root.isConnected) return;
        this.query = Q.parse(location.search, this.table.names);
        this.show({ field: true });
      });
      on(window, "beforeprint", () => this.rows.fillAll());
    }

    #key(event) {
      if (!this.root.isConnected || event.ctrlKey || event.metaKey || event.altKey) return;
      const typing = event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");
      if (event.key === "/" && !typing) {
        event.preventDefault();
        event.stopImmediatePropagation();
        this.field.focus();
        this.field.select();
      } else if (event.key === "Escape" && this.root.contains(event.target)) {
        if (this.query.words) this.ask({ words: "" });
        else if (this.query.chosen.size) this.clear();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        this.#step(event);
      }
    }

    /** Moves the focus by one row, from the field into the table and back. */
    #step(event) {
      const down = event.key === "ArrowDown";
      const place = event.target === this.field ? -1 : this.rows.placeOf(event.target);
      if (place < 0 && !(event.target === this.field && down)) return;
      event.preventDefault();
      if (place === 0 && !down) this.field.focus();
      else this.rows.focus(place + (down ? 1 : -1));
    }

    #heads() {
      const name = this.query.sort.replace(/^-/, "");
      for (const head of this.part.rows.tHead.querySelectorAll("[data-sort]")) {
        if (head.dataset.sort !== name) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", this.query.sort.startsWith("-") ? "descending" : "ascending");
      }
      this.part.controls.elements.sort.value = this.query.sort;
      if (this.part.controls.elements.retired) this.part.controls.elements.retired.checked = this.query.retired;
    }

    #count() {
      const { rows, hidden } = this.found;
      const all = this.table.size;
      const what = rows.length === all ? `${all} ${this.plural}` : `${rows.length} of ${all} ${this.plural}`;
      this.part.count.textContent = what;
      const more = Q.asked(this.query) && hidden;
      this.part.hidden.replaceChildren();
      if (more) {
        const label = `Show ${hidden} retired one${hidden > 1 ? "s" : ""} that match${hidden > 1 ? "" : "es"}`;
        this.part.hidden.append(button(label, () => { this.ask({ retired: true }); this.field.focus(); }));
      }
      this.part.nothing.hidden = rows.length > 0;
      this.part.pages?.toggleAttribute("hidden", Q.asked(this.query));
    }

    /** What is chosen, each with a button that drops it. */
    #chips() {
      const made = [];
      for (const [name, values] of this.query.chosen) {
        const facet = this.table.data.facets[this.table.names.indexOf(name)];
        for (const value of values) {
          const label = facet.labels[facet.values.indexOf(value)] || value;
          const chip = button("", () => { this.toggle(name, value); this.field.focus(); }, "adr-chosen");
          chip.append(element("span", "adr-muted", `${facet.title}: `), auto(element("bdi", "", label)));
          chip.setAttribute("aria-label", `Drop ${facet.title}: ${label}`);
          made.push(chip);
        }
      }
      if (made.length || this.query.words) made.push(button("Clear", () => this.clear(), "adr-button"));
      this.part.chosen.replaceChildren(...made);
      this.part.chosen.hidden = !made.length;
    }

    /** The panel's groups, of checkboxes in place of links. */
    #facets() {
      const groups = this.table.data.facets.map((facet, i) => {
        const group = element("fieldset", "adr-facet");
        const list = element("ul");
        const more = button("", () => {
          if (!this.#more.delete(facet.name)) this.#more.add(facet.name);
          this.#boxesAgain();
        }, "adr-more");
        group.append(element("legend", "adr-facet__title", facet.title), list, more);
        list.addEventListener("change", (event) => this.toggle(facet.name, event.target.value));
        this.#boxes.set(facet.name, { i, facet, group, list, more, items: new Map() });
        return group;
      });
      this.part.facets.replaceChildren(...groups);
    }

    /** Counts again; values that would find nothing are left out, and of many only the first are shown. */
    #boxesAgain() {
      for (const [name, { i, facet, group, list, more, items }] of this.#boxes) {
        const chosen = this.query.chosen.get(name) ?? [];
        const counts = this.found.counts[i];
        const places = facet.values.map((_, place) => place);
        let shown = places.filter((place) => counts[place] || chosen.includes(facet.values[place]));
        if (!facet.ordered) shown.sort((a, b) => counts[b] - counts[a] || a - b);
        const total = shown.length;
        const narrows = total > 1 || chosen.length || counts[shown[0]] < this.found.rows.length;
        group.hidden = !total || !narrows;
        const many = total > FEW + 1;
        if (many && !this.#more.has(name)) {
          shown = shown.filter((place, at) => at < FEW || chosen.includes(facet.values[place]));
        }
        list.classList.toggle("adr-facet__all", many && this.#more.has(name));
        more.hidden = !many;
        more.textContent = this.#more.has(name) ? "Fewer" : `All ${total}`;
        more.setAttribute("aria-expanded", this.#more.has(name));
        more.setAttribute("aria-label", `${facet.title}: ${more.textContent}`);
        const made = shown.map((place) => this.#box(name, facet, place, counts[place], chosen, items));
        if (made.length !== list.children.length || made.some((item, at) => item !== list.children[at])) {
          const focused = list.contains(document.activeElement) ? document.activeElement : null;
          list.replaceChildren(...made);
          if (focused?.isConnected) focused.focus({ preventScroll: true });
        }
      }
    }

    #box(name, facet, place, count, chosen, items) {
      if (!items.has(place)) {
        const box = element("input");
        box.type = "checkbox";
        box.name = name;
        box.value = facet.values[place];
        const text = auto(element("span", "adr-facet__label", facet.labels[place] || facet.values[place]));
        items.set(place, element("li", "", element("label", "", box, text, element("span", "adr-count"))));
      }
      const item = items.get(place);
      item.querySelector("input").checked = chosen.includes(facet.values[place]);
      item.querySelector(".adr-count").textContent = count;
      return item;
    }

    #row(row) {
      const { id, title, date, phase, phases } = this.table.data;
      const link = auto(element("a", "adr-ref__title", element("span", "adr-hidden", `${id[row]} `), title[row]));
      link.href = this.base + this.table.url(row);
      const head = element("th", "adr-register__title", link);
      head.scope = "row";
      const tags = this.table.values("tag", row).map((tag) => {
        const made = auto(element("a", "adr-tag", tag.value));
        made.dataset.tag = tag.value;
        made.href = Q.format({ ...this.query, chosen: new Map([["tag", [tag.value]]]) }, "", []);
        return made;
      });
      if (tags.length) head.append(element("span", "adr-tags", ...tags));
      const cells = [element("td", "adr-register__id", element("span", "adr-id", id[row])), head];
      cells[0].firstChild.classList.toggle("adr-id--long", id[row].length > 12);
      if (this.root.dataset.mixed) cells.push(element("td", "", ...this.table.values("kind", row).map((k) => k.label)));
      const status = this.table.values("status", row).map((s) => s.label);
      const badge = auto(element("span", `adr-status adr-status--${phases[phase[row]]}`, ...status));
      const owners = this.table.values("owner", row).map((owner) => {
        const made = auto(element("a", "adr-person", owner.label));
        made.href = this.base + owner.url;
        return made;
      });
      const day = element("time", "", date[row]);
      day.dateTime = date[row];
      cells.push(element("td", "", badge), element("td", "", ...owners), element("td", "adr-date", day));
      const made = element("tr", "", ...cells);
      made.dataset.phase = phases[phase[row]];
      return made;
    }
  }

  // Pages may be replaced without being loaded anew (`navigation.instant`), and then scripts come in any order: each
  // calls `ready`. The register that is there now starts once all is there; the one that was there stops listening.
  const start = () => {
    const site = globalThis.adrSite;
    const root = document.querySelector("[data-adr-register]");
    if (site.register?.root === root && root) return;
    site.register?.stop();
    site.register = null;
    const data = root && site.registers?.[root.dataset.adrRegister];
    if (!data || !site.query || !site.Rows) return;
    ({ query: Q, Rows, element } = site);
    site.register = new Register(root, data);
  };

  const site = (globalThis.adrSite ??= {});
  site.ready = start;
  if (!site.watching && globalThis.document$) {
    site.watching = true;
    globalThis.document$.subscribe(() => site.ready());
  }
  start();
}
