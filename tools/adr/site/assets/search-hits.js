// What a search found, as elements of the page: a group for each record, chips and menus to narrow by. All of it is
// set as text.
{
  const MANY = 8;
  const NAMES = { kind: "Kind", status: "Status", tag: "Tag", owner: "Owner" };

  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  };

  const auto = (made) => {
    made.dir = "auto";
    return made;
  };

  const button = (label, act, classes = "adr-button") => {
    const made = element("button", classes, label);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  const marked = (made, text, terms) => {
    let done = 0;
    for (const [start, end] of globalThis.adrSite.rank.marks(text, terms)) {
      made.append(text.slice(done, start), element("mark", "", text.slice(start, end)));
      done = end;
    }
    made.append(text.slice(done));
    return auto(made);
  };

  const option = (id, address, ...children) => {
    const made = element("a", "adr-hit__link", ...children);
    Object.assign(made, { id, href: address, tabIndex: -1 });
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    return made;
  };

  /** A record with the sentences that match: the best one beside its title, each further one leads to its section. */
  const group = ({ row, matches }, number, base, terms) => {
    const [first, ...others] = matches;
    const head = element("span", "adr-hit__head");
    if (row.id) head.append(marked(element("span", "adr-id"), row.id, terms), " ");
    head.append(marked(element("span", "adr-hit__title"), row.title, terms), " ");
    if (row.status) head.append(auto(element("span", `adr-status adr-status--${row.phase}`, row.status)));
    else head.append(element("span", "adr-hit__kind", row.kind));
    const main = option(`adr-hit-${number}`, base + row.url, head);
    if (first?.sentence) main.append(" ", marked(element("span", "adr-hit__text"), first.sentence, terms));
    if (row.id) {
      const facts = [row.kind, row.owner, row.date, row.tags.join(", ")].filter(Boolean).join(" · ");
      main.append(" ", marked(element("span", "adr-hit__facts"), facts, terms));
    }
    const made = element("div", "adr-hit", main);
    made.setAttribute("role", "group");
    made.setAttribute("aria-label", row.id || row.title);
    others.forEach(({ anchor, head: where, sentence }, i) => {
      if (!anchor) return;
      const part = option(`adr-hit-${number}-${i}`, `${base}${row.url}#${encodeURIComponent(anchor)}`);
      part.classList.add("adr-hit__part");
      part.append(marked(element("span", "adr-hit__where"), where, terms));
      if (sentence) part.append(" ", marked(element("span", "adr-hit__text"), sentence, terms));
      made.append(part);
    });
    return made;
  };

  const ordered = (counts) => [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));

  /** Buttons for the values of a facet; null where there is nothing to choose. `act` is told the value pressed. */
  const chips = (name, counts, chosen, act) => {
    const values = ordered(counts);
    if (!values.length || (values.length < 2 && !chosen.size)) return null;
    const made = values.slice(0, MANY).map(([value, count]) => {
      const chip = button("", () => act(value), "adr-finder__chip");
      chip.append(auto(element("span", "", value)), " ", element("span", "adr-count", String(count)));
      chip.setAttribute("aria-pressed", String(chosen.has(value)));
      chip.dataset.adrKeep = `${name} ${value}`;
      return chip;
    });
    const found = element("div", "adr-finder__chips", ...made);
    found.setAttribute("role", "group");
    found.setAttribute("aria-label", NAMES[name]);
    return found;
  };

  /** A menu of the values of a facet that may have many. `act` is told the value chosen, empty for any. */
  const menu = (name, counts, chosen, act) => {
    const values = ordered(counts);
    if (!values.length) return null;
    const made = element("select", "adr-finder__menu");
    made.setAttribute("aria-label", NAMES[name]);
    made.dataset.adrKeep = name;
    made.append(new Option(`Any ${name}`, ""));
    for (const [value, count] of values) made.append(new Option(`${value} (${count})`, value));
    made.value = [...chosen][0] ?? "";
    made.addEventListener("change", () => act(made.value));
    return made;
  };

  (globalThis.adrSite ??= {}).hits = { element, button, group, chips, menu };
}
