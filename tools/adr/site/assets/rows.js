// The rows of a register's table. Rows are made in groups; those far from what is visible are empty and as high as
// their rows were, so that ten thousand rows scroll as two hundred do. A group that has the focus stays.
{
  const GROUP = 25;
  const NEARBY = "1000px 0px";
  const GUESS = 56;

  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  };

  class Rows {
    #groups = [];
    #rows = [];
    #observer = null;

    /** `make(row)` gives the `tr` of a row; `table` is the table whose bodies these are. */
    constructor(table, make) {
      this.table = table;
      this.make = make;
    }

    /** Shows these rows and no others. */
    show(rows) {
      this.stop();
      this.#rows = rows;
      for (const body of [...this.table.tBodies]) body.remove();
      this.table.setAttribute("aria-rowcount", rows.length + 1);
      this.#groups = [];
      for (let start = 0; start < rows.length; start += GROUP) {
        const group = { start, body: element("tbody"), full: false, height: 0 };
        group.body.adrGroup = group;
        this.#groups.push(group);
      }
      this.#groups.forEach((group, i) => (i < 2 ? this.#fill(group) : this.#empty(group)));
      this.table.append(...this.#groups.map((group) => group.body));
      if (this.#groups.length > 2) this.#watch();
    }

    /** Moves the focus to the link of a row by its place; makes the row if need be. */
    focus(place) {
      const group = this.#groups[Math.floor(place / GROUP)];
      if (!group || place < 0) return false;
      this.#fill(group);
      group.body.rows[place - group.start].querySelector("a").focus();
      return true;
    }

    /** The place of the row that an element is in, or -1. */
    placeOf(inside) {
      const row = inside.closest("tr[aria-rowindex]");
      return row && this.table.contains(row) ? Number(row.getAttribute("aria-rowindex")) - 2 : -1;
    }

    /** Makes every row, for printing. */
    fillAll() {
      for (const group of this.#groups) this.#fill(group);
    }

    stop() {
      this.#observer?.disconnect();
      this.#observer = null;
    }

    #watch() {
      this.#observer = new IntersectionObserver(
        (entries) => {
          for (const { target, isIntersecting } of entries) {
            if (isIntersecting) this.#fill(target.adrGroup);
            else if (!target.contains(document.activeElement)) this.#empty(target.adrGroup);
          }
        },
        { rootMargin: NEARBY },
      );
      for (const group of this.#groups) this.#observer.observe(group.body);
    }

    #fill(group) {
      if (group.full) return;
      group.full = true;
      const rows = this.#rows.slice(group.start, group.start + GROUP).map((row, i) => {
        const made = this.make(row);
        made.setAttribute("aria-rowindex", group.start + i + 2);
        return made;
      });
      group.body.replaceChildren(...rows);
    }

    #empty(group) {
      if (group.full) group.height = group.body.getBoundingClientRect().height;
      const known = this.#groups.filter((other) => other.height);
      const guess = known.length ? known[0].height / GROUP : GUESS;
      const count = Math.min(GROUP, this.#rows.length - group.start);
      const cell = element("td");
      cell.style.height = `${group.height || guess * count}px`;
      const spacer = element("tr", "adr-spacer", cell);
      spacer.setAttribute("aria-hidden", "true");
      group.body.replaceChildren(spacer);
      group.full = false;
    }
  }

  Object.assign((globalThis.adrSite ??= {}), { Rows, element });
  globalThis.adrSite.ready?.();
}
