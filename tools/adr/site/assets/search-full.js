// The search of a large site: Pagefind reads whole texts, and loads the pieces of its index that a question needs.
// It is a module, which browsers load over http only; from a disk the search does without.
{
  const FACETS = ["kind", "status", "tag", "owner"];
  const CALLED = 3;

  /** The text of what Pagefind gives as HTML. A parsed document runs nothing and loads nothing. */
  const textOf = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

  class Full {
    /** `index` knows the ids; `base` is the site's root, `address` is where Pagefind is below it. */
    static async open(index, base, address) {
      const root = new URL(base, location.href).href;
      const pagefind = await import(root + address);
      await pagefind.options({ baseUrl: "/", excerptLength: 24 });
      await pagefind.init();
      await pagefind.filters();
      return new Full(index, pagefind);
    }

    constructor(index, pagefind) {
      this.index = index;
      this.pagefind = pagefind;
    }

    /**
     * As `Index.search`, with the matches of the first `most` rows. Ids that are meant come first here too, then people
     * and pages that are called so.
     */
    async search(text, chosen, most) {
      const own = this.index.search(text, chosen);
      const meant = this.index.exact(text).filter((row) => own.rows.includes(row));
      const called = own.rows.filter((row) => !row.id).slice(0, CALLED);
      const filters = {};
      for (const [name, values] of chosen) if (values.size) filters[name] = { any: [...values] };
      const found = await this.pagefind.search(text, { filters });
      const pages = await Promise.all(found.results.slice(0, most).map((result) => result.data()));
      const groups = pages.map((page) => this.#group(page)).filter(({ row }) => row);
      const known = new Map(groups.map((group) => [group.row, group]));
      const first = [...meant, ...called].map((row) => known.get(row) ?? { row, matches: [] });
      const others = groups.filter((group) => !first.includes(group));
      const counts = Object.fromEntries(FACETS.map((name) => [name, this.#counts(found, name, chosen)]));
      const total = found.results.length + first.filter(({ row }) => !known.has(row)).length;
      return { groups: [...first, ...others], total, counts };
    }

    #group(page) {
      const path = page.url.replace(/^\//, "").replace(/#.*$/, "");
      const row = this.index.at(path);
      const matches = page.sub_results.slice(0, 3).map((part) => ({
        anchor: part.anchor?.id ?? "",
        head: part.anchor ? textOf(part.title) : "",
        sentence: textOf(part.excerpt),
      }));
      return { row, matches };
    }

    #counts(found, name, chosen) {
      const counts = Object.entries(found.filters?.[name] ?? {}).filter(([, count]) => count);
      const kept = [...(chosen.get(name) ?? [])].map((value) => [value, found.filters?.[name]?.[value] ?? 0]);
      return new Map([...kept, ...counts]);
    }
  }

  (globalThis.adrSite ??= {}).Full = Full;
}
