// The page for addresses that lead nowhere: lists the records that the address may have meant, ids first, and puts its
// words into the search. Without it the page has plain links.
{
  const MOST = 8;
  const ID = /[a-z]{2,6}-\d{1,6}/i;

  const decoded = (part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // what is no address has words all the same
    }
  };

  /** The last part of an address, and its words. */
  const wordsOf = (path) => {
    const parts = path.replace(/(index)?\.(html?|md|json)$/i, "").split("/").filter(Boolean);
    const last = decoded(parts.at(-1) ?? "");
    return { last, words: last.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean) };
  };

  /** Records by how much of the address they have: the id whole, its number, then words of the title. */
  const nearest = (data, last, words) => {
    const id = (ID.exec(last)?.[0] ?? last).toLowerCase();
    const number = /\d+/.exec(last)?.[0].replace(/^0+/, "") ?? "";
    const long = words.filter((word) => word.length > 2 && !/^\d+$/.test(word));
    const scored = data.id.map((own, i) => {
      const title = data.title[i].toLowerCase().split(/[^\p{L}\p{N}]+/u);
      const shared = long.filter((word) => title.some((other) => other.startsWith(word))).length;
      const same = own.toLowerCase() === id ? 100 : 0;
      const near = number && (/\d+$/.exec(own)?.[0].replace(/^0+/, "") ?? "") === number ? 3 : 0;
      return { i, score: same + near + shared * 2 };
    });
    return scored.filter(({ score }) => score > 1).sort((a, b) => b.score - a.score || a.i - b.i).slice(0, MOST);
  };

  const show = () => {
    const root = document.querySelector("[data-adr-lost]");
    const { net, Net } = globalThis.adrSite;
    if (!root || !net || !Net || !root.hidden) return;
    const part = (name) => root.querySelector(`[data-adr="${name}"]`);
    const base = root.dataset.base.replace(/\/*$/, "/");
    const { last, words } = wordsOf(location.pathname);
    const found = nearest(net, last, words);
    part("asked").textContent = found.length ? "Perhaps one of these was meant:" : "No record is called anything like it.";
    part("nearest").replaceChildren(...found.map(({ i }) => {
      const link = document.createElement("a");
      link.className = "adr-ref";
      link.href = base + net.url[i];
      const id = document.createElement("span");
      id.className = "adr-id";
      id.textContent = net.id[i];
      const title = document.createElement("span");
      title.className = "adr-ref__title";
      title.dir = "auto";
      title.textContent = net.title[i];
      link.append(id, " ", title);
      const item = document.createElement("li");
      item.append(link);
      return item;
    }));
    part("search").href = `${base}?${new URLSearchParams({ q: words.join(" ") })}`;
    const box = document.querySelector("[data-md-component=search-query]");
    if (box) box.value = words.join(" ");
    root.hidden = false;
  };

  const site = (globalThis.adrSite ??= {});
  const before = site.graph;
  site.graph = () => {
    before?.();
    show();
  };
  show();
}
