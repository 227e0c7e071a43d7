// What the search finds, and in which order: exact ids, then what holds every word, titles before headings before text.
// No page is touched here. A classic script, not a module: browsers load no module from a page that was opened from a disk.
{
  const PLAIN = /^[\x20-\x7e]*$/;
  const ENDING = /(?:ing|ed|es|s)$/;
  const FACETS = ["kind", "status", "tag", "owner"];
  const BETWEEN = /(?<=[.!?…])\s+|\n/;
  const SHOWN = 220;
  const PARTS = 3;

  /** Text as it is compared: lower case, without accents. */
  const fold = (text) => {
    const plain = PLAIN.test(text) ? text : text.normalize("NFKD").replace(/\p{M}/gu, "");
    return plain.toLowerCase();
  };

  /** Text as its words, each with a space on either side. */
  const words = (text) => ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

  const terms = (text) => words(text).trim().split(" ").filter(Boolean);

  /** An id without what people leave out: `ADR-0007`, `adr 7` and `adr7` are one. */
  const key = (id) => fold(id).replace(/[^\p{L}\p{N}]+/gu, "").replace(/(?<![0-9])0+(?=[0-9])/g, "");

  const place = (url) => {
    const written = url.replace(/^\.\//, "").replace(/index\.html$/, "");
    try {
      return decodeURIComponent(written);
    } catch {
      return written;
    }
  };

  const number = (id) => /^\p{L}*([0-9]+)$/u.exec(id)?.[1] ?? "";

  const stem = (term) => (term.length > 5 ? term.replace(ENDING, "") : term);

  /** What a term is worth in a text of words: whole, at the start of a word, within one, in another form, or nothing. */
  const worth = (text, term, root) => {
    if (text.includes(` ${term} `)) return 1;
    if (text.includes(` ${term}`)) return 0.8;
    if (root !== term && text.includes(` ${root}`)) return 0.5;
    return term.length > 2 && text.includes(term) ? 0.3 : 0;
  };

  /** How many letters apart two words are, as far as that is at most `most`. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = Array.from({ length: b.length + 1 }, (_, i) => i);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      }
      if (Math.min(...row) > most) return most + 1;
      before = row;
    }
    return before[b.length];
  };

  class Index {
    #vocabulary = null;

    constructor(data) {
      this.ids = new Map();
      this.rows = data.rows.map((row, at) => this.#row(row, at, data.phases));
      this.places = new Map(this.rows.map((row) => [place(row.url), row]));
      this.full = false;
    }

    #row([id, title, url, kind, status, phase, date, handle, owner, tags, names], at, phases) {
      const row = { at, id, title, url, kind, status, date, owner, tags, names, phase: phases[phase], parts: [] };
      row.values = { kind: [kind], status: status ? [status] : [], tag: tags, owner: owner ? [owner] : [] };
      row.name = words(`${id} ${title}`);
      row.about = words([...tags, ...names, handle, owner, kind, status].join(" "));
      row.heads = row.text = " ";
      for (const known of id ? [id, ...names] : []) {
        for (const written of new Set([key(known), number(key(known))])) {
          if (written) this.ids.set(written, [...(this.ids.get(written) ?? []), row]);
        }
      }
      return row;
    }

    /** The row at an address from the site's root, however it is written. */
    at(url) {
      return this.places.get(place(url));
    }

    /** Takes the texts, which come after the ids. */
    read(texts) {
      texts.forEach((parts, at) => {
        const row = this.rows[at];
        row.parts = parts.map(([anchor, head, text]) => ({ anchor, head, text, words: words(`${head} ${text}`) }));
        row.heads = words(parts.map(([, head]) => head).join(" "));
        row.text = row.parts.map((part) => part.words).join("");
      });
      this.full = true;
      this.#vocabulary = null;
    }

    /** The records that have, had or could be meant by an id. Those that have it come first. */
    exact(text) {
      const wanted = key(text);
      const found = [...new Set(this.ids.get(wanted) ?? [])];
      return found.sort((a, b) => (key(b.id) === wanted) - (key(a.id) === wanted));
    }

    /**
     * Finds what holds every word and has one of the chosen values of each facet: `chosen` is a Map from the name of a
     * facet to a set of values. Returns the rows, best first, and how many there would be for each value of a facet.
     */
    search(text, chosen = new Map()) {
      const asked = terms(text);
      const exact = this.exact(text);
      const scored = [];
      for (const row of this.rows) {
        const at = exact.indexOf(row);
        const score = at >= 0 ? 1e6 - at : asked.length ? this.#score(row, asked) : row.id ? 1 : 0;
        if (score > 0) scored.push({ row, score });
      }
      const found = scored.filter(({ row }) => this.#holds(row, chosen));
      const newer = (a, b) => (a.row.date < b.row.date ? 1 : a.row.date > b.row.date ? -1 : a.row.at - b.row.at);
      found.sort((a, b) => b.score - a.score || newer(a, b));
      return { rows: found.map(({ row }) => row), counts: this.#counts(scored, chosen), exact: exact.length };
    }

    #holds(row, chosen, except = "") {
      for (const [name, values] of chosen) {
        if (name !== except && values.size && !row.values[name].some((value) => values.has(value))) return false;
      }
      return true;
    }

    #counts(scored, chosen) {
      return Object.fromEntries(
        FACETS.map((name) => {
          const counts = new Map([...(chosen.get(name) ?? [])].map((value) => [value, 0]));
          for (const { row } of scored) {
            if (!this.#holds(row, chosen, name)) continue;
            for (const value of new Set(row.values[name])) counts.set(value, (counts.get(value) ?? 0) + 1);
          }
          return [name, counts];
        }),
      );
    }

    #score(row, asked) {
      let score = 0;
      for (const term of asked) {
        const root = stem(term);
        const best = Math.max(
          60 * worth(row.name, term, root),
          40 * worth(row.about, term, root),
          15 * worth(row.heads, term, root),
          5 * worth(row.text, term, root),
        );
        if (!best) return 0;
        score += best;
      }
      const phrase = ` ${asked.join(" ")}`;
      if (asked.length > 1 && row.name.includes(phrase)) score += 60;
      else if (asked.length > 1 && row.text.includes(phrase)) score += 15;
      if (words(row.title).startsWith(phrase)) score += 20;
      return row.phase === "retired" ? score * 0.7 : score;
    }

    /**
     * The sections of a row that hold what is asked, each with its best sentence: the best one, and up to two more that
     * hold every word. A row that was found by its id or its title alone has its first words.
     */
    matches(row, text) {
      const asked = this.exact(text).includes(row) ? [] : terms(text);
      const scored = row.parts.map((part) => {
        const found = asked.map((term) => worth(part.words, term, stem(term)));
        return { part, score: found.reduce((sum, one) => sum + one, 0), whole: found.every(Boolean) };
      });
      const [first, ...others] = scored.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
      const shown = first ? [first, ...others.filter(({ whole }) => whole).slice(0, PARTS - 1)] : scored.slice(0, 1);
      return shown.map(({ part }) => ({ ...part, sentence: sentence(part.text, asked) }));
    }

    /** The nearest words that there are, for a text of which some are not there; empty where all are, or none is near. */
    nearest(text) {
      this.#vocabulary ??= new Set(this.rows.flatMap((row) => `${row.name}${row.about}${row.text}`.split(" ")));
      const known = [...this.#vocabulary];
      const found = terms(text).map((term) => {
        const most = term.length < 4 ? 0 : term.length < 6 ? 1 : 2;
        if (!most || this.#vocabulary.has(term)) return term;
        let best = [most + 1, ""];
        for (const word of known) {
          const apart = word ? distance(term, word, most) : most + 1;
          if (apart < best[0]) best = [apart, word];
        }
        return best[1];
      });
      const written = found.join(" ");
      return found.every(Boolean) && written !== terms(text).join(" ") ? written : "";
    }
  }

  /** The sentence of a text that holds most of some terms, cut around the first of them where it is long. */
  const sentence = (text, asked) => {
    let best = [-1, ""];
    for (const candidate of text.split(BETWEEN)) {
      const folded = words(candidate);
      const score = asked.reduce((sum, term) => sum + worth(folded, term, stem(term)), 0);
      if (score > best[0]) best = [score, candidate];
    }
    const found = best[1].trim();
    if (found.length <= SHOWN) return found;
    const first = Math.max(0, (marks(found, asked)[0]?.[0] ?? 0) - 60);
    const from = first ? found.indexOf(" ", first) + 1 : 0;
    const to = from + SHOWN < found.length ? found.lastIndexOf(" ", from + SHOWN) : found.length;
    return `${from ? "… " : ""}${found.slice(from, to > from ? to : from + SHOWN)}${to < found.length ? " …" : ""}`;
  };

  /** Where words of a text begin as terms do: pairs of start and end, in order. */
  const marks = (text, asked) => {
    const roots = asked.map(stem);
    const found = [];
    for (const match of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const word = fold(match[0]);
      const at = roots.findIndex((root, i) => word.startsWith(root) || (asked[i].length > 2 && word.includes(asked[i])));
      if (at >= 0) found.push([match.index, match.index + match[0].length]);
    }
    return found;
  };

  const site = (globalThis.adrSite ??= {});
  site.rank = { Index, FACETS, terms, marks, key, sentence };
}
