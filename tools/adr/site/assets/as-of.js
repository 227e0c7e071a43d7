// Shows what was in force on any day, from the spans of all records. The day is in the address: `?on=2026-03-31`.
{
  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  };

  /** The span that covers a day, the last of them; the same as in past.py. */
  const on = (spans, day) => spans.findLast(([since, until]) => since <= day && (!until || day < until));

  const item = (data, base, row, [since, until]) => {
    const title = element("span", "adr-ref__title", data.title[row]);
    title.dir = "auto";
    const link = element(data.url[row] ? "a" : "span", "adr-ref", element("span", "adr-id", data.id[row]), " ", title);
    if (data.url[row]) link.href = base + data.url[row];
    const words = since ? `since ${since}` : `perhaps: until ${until}, since when is not known`;
    return element("li", "", link, element("span", "adr-list__meta", element("span", "adr-muted", words)));
  };

  const start = () => {
    const site = globalThis.adrSite;
    const form = document.querySelector("[data-adr-as-of]");
    if (!form || !site?.lives || form.dataset.ready) return;
    form.dataset.ready = "true";
    form.hidden = false;
    const data = site.lives;
    const base = form.dataset.base;
    const place = document.querySelector("[data-adr-found]");
    const count = form.querySelector("[data-adr-count]");
    const field = form.elements.on;

    const show = () => {
      const day = field.value;
      const groups = new Map();
      let found = 0;
      let perhaps = 0;
      for (let row = 0; day && row < data.id.length; row++) {
        const span = on(data.spans[row], day);
        if (!span || data.phases[span[2]] !== "in-force") continue;
        if (span[0]) found += 1;
        else perhaps += 1;
        const kind = data.kinds[data.kind[row]];
        groups.set(kind, [...(groups.get(kind) ?? []), item(data, base, row, span)]);
      }
      const made = [...groups].map(([kind, items]) =>
        element("section", "", element("h2", "", kind), element("ul", "adr-list", ...items)));
      place.replaceChildren(...made);
      count.textContent = day ? `${found} in force on ${day}${perhaps ? `, ${perhaps} perhaps` : ""}` : "";
    };

    field.addEventListener("change", () => {
      const asked = new URLSearchParams(location.search);
      if (field.value) asked.set("on", field.value);
      else asked.delete("on");
      const text = asked.toString();
      history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : ""));
      show();
    });
    form.addEventListener("submit", (event) => event.preventDefault());
    field.value = new URLSearchParams(location.search).get("on") ?? "";
    show();
  };

  // Pages may be replaced without being loaded anew, and then scripts come in any order: each calls `ready`.
  const site = (globalThis.adrSite ??= {});
  if (!site.asOf) {
    const ready = site.ready;
    site.ready = () => { ready?.(); site.asOf(); };
    globalThis.document$?.subscribe(() => site.asOf());
  }
  site.asOf = start;
  start();
}
