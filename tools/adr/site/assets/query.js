// One query over records, as it stands in an address: words, facets, order, retired ones or not. The same as
// query.py; tests/query_cases.json holds both to one meaning. No page is touched here, so that anything that shows
// records can share it.
//
// A classic script, not a module: browsers load no module from a page that was opened from a disk.
{
  const NEWEST = "-date";
  const ORDERS = ["id", "title", "kind", "status", "owner", "date"];
  const PLAIN = /^[\x20-\x7e\n]*$/;
  const RESERVED = ["words", "sort", "retired"];

  /** Text as it is compared: lower case, without accents. */
  const fold = (text) => {
    const plain = PLAIN.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "");
    return plain.toLowerCase();
  };

  const wordsOf = (text) => fold(text).split(/\s+/).filter(Boolean);

  /** Reads an address's query; `facets` are the names it may use. What it does not know is left out. */
  const parse = (search, facets) => {
    const query = { words: "", chosen: new Map(), sort: NEWEST, retired: false };
    for (const [name, value] of new URLSearchParams(search)) {
      if (name === "words") query.words = value;
      else if (name === "sort" && ORDERS.includes(value.replace(/^-/, ""))) query.sort = value;
      else if (name === "retired") query.retired = value === "1";
      else if (facets.includes(name)) {
        const values = query.chosen.get(name) ?? [];
        if (!values.includes(value)) query.chosen.set(name, [...values, value]);
      }
    }
    return query;
  };

  /** Writes a query for an address; parameters of `search` that are not ours stay. */
  const format = (query, search, facets) => {
    const kept = new URLSearchParams(search);
    for (const name of [...RESERVED, ...facets]) kept.delete(name);
    if (query.words) kept.set("words", query.words);
    for (const [name, values] of query.chosen) for (const value of values) kept.append(name, value);
    if (query.sort !== NEWEST) kept.set("sort", query.sort);
    if (query.retired) kept.set("retired", "1");
    const text = kept.toString();
    return text ? `?${text}` : "";
  };

  const asked = (query) => Boolean(wordsOf(query.words).length || query.chosen.size);

  const numbered = (text) => fold(text).replace(/[0-9]+/g, (digits) => digits.padStart(12, "0"));

  const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  /** A register's columns, with what selecting needs computed once and when it is first needed. */
  class Table {
    #words = null;
    #keys = new Map();

    constructor(data) {
      this.data = data;
      this.size = data.id.length;
      this.names = data.facets.map((facet) => facet.name);
      this.places = data.facets.map((facet) => new Map(facet.values.map((value, i) => [value, i])));
      this.retired = data.phases.indexOf("retired");
    }

    /** The numbers of a row's values of a facet. */
    numbers(facet, row) {
      const held = this.data.values[facet][row] ?? -1;
      return typeof held === "number" ? (held < 0 ? [] : [held]) : held;
    }

    /** A row's values of the facet called `name`, each with what readers call it. */
    values(name, row) {
      const facet = this.names.indexOf(name);
      if (facet < 0) return [];
      const { values, labels, urls } = this.data.facets[facet];
      return this.numbers(facet, row).map((i) => ({ value: values[i], label: labels[i] || values[i], url: urls[i] }));
    }

    /** A row's address, from the site's root. */
    url(row) {
      const { folders, folder, tail, id, title, end } = this.data;
      let name = tail[row];
      if (typeof name === "number") {
        const words = title[row].toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
        name = `${id[row]}-${words.slice(0, name)}`;
      }
      return `${folders[folder[row]]}${folders[folder[row]] ? "/" : ""}${name}${end}`;
    }

    /** Finds the rows of a query in order, what each further choice would give, and how many are hidden as retired. */
    select(query) {
      const words = wordsOf(query.words);
      const status = this.names.indexOf("status");
      const masks = this.names.map((name, facet) => {
        const chosen = query.chosen.get(name);
        return chosen && new Set(chosen.map((value) => this.places[facet].get(value)));
      });
      const hides = !query.retired && !masks[status];
      const counts = this.data.facets.map((facet) => new Uint32Array(facet.values.length));
      const rows = [];
      let hidden = 0;
      for (let row = 0; row < this.size; row++) {
        if (words.length && !words.every((word) => this.#text(row).includes(word))) continue;
        let failed = 0;
        let at = -1;
        for (let facet = 0; facet < masks.length; facet++) {
          if (masks[facet] && !this.numbers(facet, row).some((i) => masks[facet].has(i))) {
            failed += 1;
            at = facet;
          }
        }
        if (hides && this.data.phase[row] === this.retired) {
          if (!failed) hidden += 1;
          failed += 1;
          at = status;
        }
        if (!failed) rows.push(row);
        if (failed < 2) this.#count(counts, row, failed ? at : -1);
      }
      return { rows: this.#ordered(rows, query.sort), counts, hidden };
    }

    /** Does beforehand, while nothing else is to be done, what the first word and the first order would wait for. */
    prepare(idle) {
      let row = 0;
      const some = () => {
        for (const end = Math.min(row + 500, this.size); row < end; row++) this.#text(row);
        if (row < this.size) idle(some);
        else idle(() => this.#by("title"));
      };
      idle(some);
    }

    #count(counts, row, only) {
      for (let facet = only < 0 ? 0 : only; facet < (only < 0 ? counts.length : only + 1); facet++) {
        const held = this.data.values[facet]?.[row];
        if (typeof held === "number") {
          if (held >= 0) counts[facet][held] += 1;
        } else for (const i of held ?? []) counts[facet][i] += 1;
      }
    }

    #text(row) {
      this.#words ??= new Array(this.size);
      return (this.#words[row] ??= fold(
        [
          this.data.id[row],
          this.data.title[row],
          ...this.values("tag", row).map((tag) => tag.value),
          ...this.values("owner", row).flatMap((owner) => [owner.value, owner.label]),
        ].join("\n"),
      ));
    }

    /** What rows are sorted by: text, or the place of a value in its facet; nothing is null, and comes last. */
    #by(name) {
      if (!this.#keys.has(name)) {
        const column = ["id", "title", "date"].includes(name) ? this.data[name] : null;
        const facet = this.names.indexOf(name);
        const key = (row) => (column ? numbered(column[row]) || null : (this.numbers(facet, row)[0] ?? null));
        const known = column || facet >= 0;
        this.#keys.set(name, Array.from({ length: this.size }, (_, row) => (known ? key(row) : null)));
      }
      return this.#keys.get(name);
    }

    #ordered(rows, sort) {
      const keys = this.#by(sort.replace(/^-/, ""));
      const ids = this.#by("id");
      const turned = sort.startsWith("-") ? -1 : 1;
      return rows.sort((a, b) => {
        if (keys[a] === null || keys[b] === null) {
          return (keys[a] === null) - (keys[b] === null) || compare(ids[a], ids[b]);
        }
        return turned * compare(keys[a], keys[b]) || compare(ids[a], ids[b]) || a - b;
      });
    }
  }

  (globalThis.adrSite ??= {}).query = { NEWEST, ORDERS, Table, asked, fold, format, parse, wordsOf };
  globalThis.adrSite.ready?.();
}
