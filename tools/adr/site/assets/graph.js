// The graph around a record: drawn and as a table, its state in the address. Without it the page has the chains of
// supersession and the most connected records, and each record's page lists what it is connected to.
{
  const DRAWN = 60;
  const LISTED = 200;
  const SAID = 8;
  const LABELLED = 30;
  const NAMED = 4;
  const BOX = { width: 212, height: 62, across: 80, down: 16 };
  const LINE = 30;

  const element = (name, classes, ...children) => {
    const made = document.createElement(name);
    if (classes) made.className = classes;
    made.append(...children);
    return made;
  };

  const svg = (name, attributes, ...children) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** A title in two lines at most. */
  const lines = (title) => {
    const found = [""];
    for (const word of title.split(/\s+/)) {
      const last = found.length - 1;
      if (!found[last] || found[last].length + word.length < LINE) found[last] = `${found[last]} ${word}`.trim();
      else if (found.length < 2) found.push(word);
      else {
        found[1] += " …";
        break;
      }
    }
    return found.map((line) => (line.length > LINE + 2 ? `${line.slice(0, LINE)}…` : line));
  };

  class Graph {
    #stopped = new AbortController();

    constructor(root, net) {
      this.root = root;
      this.net = net;
      this.data = net.data;
      this.part = Object.fromEntries([...root.querySelectorAll("[data-adr]")].map((e) => [e.dataset.adr, e]));
      this.fields = this.part.controls.elements;
      this.part.controls.hidden = false;
      this.#boxes("types", this.data.types.map(([name]) => name), this.data.types.map(([name]) => name));
      this.#boxes("kinds", this.data.names, this.data.kinds);
      this.#listen();
      this.show();
    }

    stop() {
      this.#stopped.abort();
    }

    get state() {
      const asked = new URLSearchParams(location.search);
      const hops = Number(asked.get("hops"));
      const direction = asked.get("direction");
      return {
        from: asked.get("from") ?? "",
        direction: ["in", "out"].includes(direction) ? direction : "both",
        hops: [1, 2, 3, 4].includes(hops) ? hops : 2,
        types: asked.getAll("type"),
        kinds: asked.getAll("kind"),
      };
    }

    ask(change, focus = false) {
      const { from, direction, hops, types, kinds } = { ...this.state, ...change };
      const query = new URLSearchParams();
      if (from) query.set("from", from);
      if (direction !== "both") query.set("direction", direction);
      if (hops !== 2) query.set("hops", hops);
      for (const type of types) query.append("type", type);
      for (const kind of kinds) query.append("kind", kind);
      const text = query.toString();
      history.pushState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
      this.show();
      if (focus) this.part.drawing.querySelector('a[tabindex="0"]')?.focus();
    }

    show() {
      const state = this.state;
      const start = this.net.find(state.from);
      this.fields.direction.value = state.direction;
      this.fields.hops.value = state.hops;
      this.fields.from.value = start < 0 ? state.from : this.data.id[start];
      for (const [name, chosen] of [["types", state.types], ["kinds", state.kinds]]) {
        for (const box of this.part[name].querySelectorAll("input")) {
          box.checked = !chosen.length || chosen.includes(box.value);
        }
      }
      this.part.start.hidden = start >= 0;
      this.part.both.hidden = start < 0;
      if (start < 0) {
        this.part.status.textContent = state.from
          ? `No record is called “${state.from}”.`
          : `${this.data.id.length} records. Name one to start from, or take one below.`;
        return;
      }
      this.#draw(start, state);
    }

    #draw(start, state) {
      const types = (type) => !state.types.length || state.types.includes(this.data.types[type][0]);
      const kinds = (kind) => !state.kinds.length || state.kinds.includes(this.data.names[kind]);
      const nodes = this.net.around({ ...state, from: start, types, kinds });
      const edges = this.net.between(nodes, types);
      const drawn = new Map([...nodes].slice(0, DRAWN));
      const shown = edges.filter(([from, to]) => drawn.has(from) && drawn.has(to));
      const steps = `${state.hops} step${state.hops > 1 ? "s" : ""}`;
      const what = nodes.size > 1
        ? `${nodes.size - 1} record${nodes.size > 2 ? "s" : ""} within ${steps} of ${this.data.id[start]}`
        : `Nothing within ${steps} of ${this.data.id[start]} by what is chosen`;
      const left = nodes.size > drawn.size ? `; the nearest ${drawn.size - 1} are drawn, the table has ${nodes.size > LISTED ? `the nearest ${LISTED - 1}` : "all"}` : "";
      this.part.status.textContent = `${what}${left}.`;
      this.said = this.#phrases(edges);
      this.part.rows.replaceChildren(...[...nodes].slice(0, LISTED).map(([node, { hop }]) => this.#row(node, hop)));
      this.part.drawing.replaceChildren(this.#picture(start, drawn, shown));
      const { x, y } = this.at.get(start);
      this.part.drawing.scrollLeft = x + (BOX.width - this.part.drawing.clientWidth) / 2;
      this.part.drawing.scrollTop = y + (BOX.height - this.part.drawing.clientHeight) / 2;
    }

    /** By node: what connects it, in words, each with the other end. */
    #phrases(edges) {
      const said = new Map();
      const say = (node, phrase) => {
        if (!said.has(node)) said.set(node, []);
        said.get(node).push(phrase);
      };
      for (const [from, to, type] of edges) {
        const [name, inverse] = this.data.types[type].map((word) => word.replaceAll("-", " "));
        say(from, `${name} ${this.data.id[to]}`);
        say(to, `${inverse} ${this.data.id[from]}`);
      }
      return said;
    }

    #row(node, hop) {
      const { id, title, url } = this.data;
      const words = element("span", "adr-ref__title", title[node]);
      words.dir = "auto";
      const link = element("a", "adr-ref", element("span", "adr-id", id[node]), " ", words);
      link.href = this.root.dataset.base + url[node];
      const badge = element("span", `adr-status adr-status--${this.#phase(node)}`, this.#status(node));
      const head = element("th", "", link, " ", badge);
      head.scope = "row";
      const said = this.said.get(node) ?? [];
      const more = said.length > SAID ? [`and ${said.length - SAID} more`] : [];
      const cells = [element("td", "", [...said.slice(0, SAID), ...more].join("; ")), element("td", "", String(hop))];
      if (hop) {
        const again = element("button", "adr-button", "Start here");
        again.type = "button";
        again.setAttribute("aria-label", `Start from ${id[node]}`);
        again.addEventListener("click", () => this.ask({ from: id[node] }, true));
        cells[1].append(" ", again);
      }
      return element("tr", "", head, ...cells);
    }

    #picture(start, nodes, edges) {
      const columns = globalThis.adrSite.columns(nodes, edges);
      const tallest = Math.max(...columns.map((column) => column.length));
      const [across, down] = [BOX.width + BOX.across, BOX.height + BOX.down];
      this.at = new Map();
      columns.forEach((column, i) => column.forEach((node, j) => {
        const y = (j + (tallest - column.length) / 2) * down + 4;
        this.at.set(node, { x: i * across + 4, y, column: i, row: j });
      }));
      this.columns = columns;
      this.edges = edges;
      const [width, height] = [columns.length * across - BOX.across + 8, tallest * down - BOX.down + 8];
      const arrow = svg("marker", { id: "adr-arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z" }));
      const lines_ = svg("g", { "aria-hidden": "true" }, ...edges.flatMap((edge) => this.#edge(edge, edges.length)));
      this.links = new Map([...nodes.keys()].map((node) => [node, this.#node(node, node === start)]));
      const inOrder = columns.flat().map((node) => this.links.get(node));
      const picture = svg("svg", {
        viewBox: `0 0 ${width} ${height}`, width, height, role: "group",
        "aria-label": `Graph around ${this.data.id[start]}`, "aria-describedby": "adr-graph-keys",
      }, svg("defs", {}, arrow), lines_, ...inOrder);
      picture.addEventListener("keydown", (event) => this.#key(event));
      picture.addEventListener("focusin", (event) => this.#focused(event.target.closest("a")));
      this.start = start;
      return picture;
    }

    #edge([from, to, type], many) {
      const [a, b] = [this.at.get(from), this.at.get(to)];
      const forward = b.column > a.column;
      const same = b.column === a.column;
      const x1 = forward || same ? a.x + BOX.width : a.x;
      const x2 = forward ? b.x : b.x + BOX.width;
      const [y1, y2] = [a.y + BOX.height / 2, b.y + BOX.height / 2];
      const bend = same ? 44 : (forward ? 1 : -1) * Math.max(40, Math.abs(x2 - x1) / 2);
      const ends = same ? [x1 + bend, x2 + bend] : [x1 + bend, x2 - bend];
      const name = this.data.types[type][0];
      const line = svg("path", {
        class: `adr-edge adr-edge--${name === "cites" ? "cites" : name === "supersedes" ? "supersedes" : "other"}`,
        d: `M${x1} ${y1}C${ends[0]} ${y1} ${ends[1]} ${y2} ${x2} ${y2}`, "marker-end": "url(#adr-arrow)",
      });
      line.adrEnds = [from, to];
      if (many > LABELLED) return [line];
      const middle = { x: same ? x1 + 33 : (x1 + x2) / 2, y: (y1 + y2) / 2 - 4 };
      const text = svg("text", { class: "adr-edge__name", x: middle.x, y: middle.y, "text-anchor": "middle" }, name.replaceAll("-", " "));
      return [line, text];
    }

    #node(node, first) {
      const { id, title, url } = this.data;
      const { x, y } = this.at.get(node);
      const said = this.said.get(node) ?? [];
      const more = said.length > NAMED ? [`and ${said.length - NAMED} more`] : [];
      const label = [`${id[node]} ${title[node]}`, this.#status(node), ...said.slice(0, NAMED), ...more].join(", ");
      const texts = lines(title[node]).map((line, i) => svg("text", { class: "adr-node__title", x: x + 10, y: y + 36 + i * 15 }, line));
      const made = svg("a", {
        href: this.root.dataset.base + url[node], "aria-label": label, tabindex: first ? 0 : -1,
        class: `adr-node adr-node--${this.#phase(node)}${first ? " adr-node--start" : ""}`,
      },
      svg("rect", { x, y, width: BOX.width, height: BOX.height, rx: 5 }),
      svg("text", { class: "adr-node__id", x: x + 10, y: y + 18 }, id[node].slice(0, 18)),
      svg("text", { class: "adr-node__status", x: x + BOX.width - 10, y: y + 18, "text-anchor": "end" }, this.#status(node).slice(0, 16)),
      ...texts);
      made.adrNode = node;
      return made;
    }

    #phase(node) {
      return this.data.phases[this.data.phase[node]];
    }

    #status(node) {
      return this.data.statuses[this.data.status[node]];
    }

    /** One node is in the order of Tab: that which had the focus last. Its edges stand out. */
    #focused(link) {
      if (!link) return;
      for (const other of this.links.values()) other.setAttribute("tabindex", other === link ? 0 : -1);
      for (const line of this.part.drawing.querySelectorAll(".adr-edge")) {
        line.classList.toggle("adr-edge--near", line.adrEnds.includes(link.adrNode));
      }
    }

    #key(event) {
      const link = event.target.closest("a");
      if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
      const node = link.adrNode;
      const here = this.at.get(node);
      let to = null;
      if (event.key === "ArrowRight" || event.key === "ArrowLeft") to = this.#along(node, event.key === "ArrowRight" ? 1 : -1);
      else if (event.key === "ArrowDown") to = this.columns[here.column][here.row + 1];
      else if (event.key === "ArrowUp") to = this.columns[here.column][here.row - 1];
      else if (event.key === "Home") to = this.start;
      else if (event.key === " ") {
        event.preventDefault();
        this.ask({ from: this.data.id[node] }, true);
        return;
      } else return;
      event.preventDefault();
      if (to !== null && to !== undefined) this.links.get(to).focus();
    }

    /** The node on that side that an edge joins with this one, the nearest in height. */
    #along(node, side) {
      const here = this.at.get(node);
      const joined = this.edges.flatMap(([from, to]) => (from === node ? [to] : to === node ? [from] : []));
      const there = joined.filter((other) => Math.sign(this.at.get(other).column - here.column) === side);
      const far = (other) => Math.abs(this.at.get(other).y - here.y) + Math.abs(this.at.get(other).column - here.column);
      return there.sort((a, b) => far(a) - far(b) || a - b)[0] ?? null;
    }

    #boxes(name, values, labels) {
      this.part[name].replaceChildren(...values.map((value, i) => {
        const box = element("input");
        box.type = "checkbox";
        box.value = value;
        return element("li", "", element("label", "", box, ` ${labels[i].replaceAll("-", " ")}`));
      }));
    }

    #listen() {
      const on = (target, name, act) => target.addEventListener(name, act, { signal: this.#stopped.signal });
      on(this.part.controls, "submit", (event) => {
        event.preventDefault();
        this.#from();
      });
      on(this.fields.from, "change", () => this.#from());
      on(this.fields.from, "input", () => this.#offer());
      on(this.fields.direction, "change", () => this.ask({ direction: this.fields.direction.value }));
      on(this.fields.hops, "change", () => this.ask({ hops: Number(this.fields.hops.value) }));
      for (const name of ["types", "kinds"]) {
        on(this.part[name], "change", () => {
          const boxes = [...this.part[name].querySelectorAll("input")];
          const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
          this.ask({ [name]: chosen.length === boxes.length ? [] : chosen });
        });
      }
      on(window, "popstate", () => this.root.isConnected && this.show());
    }

    /** Starts from what is typed: an id, else the only record whose title has the words. */
    #from() {
      const typed = this.fields.from.value.trim();
      const like = this.net.find(typed) < 0 && typed ? this.net.like(typed, 2) : [];
      const from = like.length === 1 ? this.data.id[like[0]] : typed;
      if (from !== this.state.from) this.ask({ from });
    }

    #offer() {
      const options = this.net.like(this.fields.from.value, 12).map((node) => {
        const option = element("option", "", this.data.title[node]);
        option.value = this.data.id[node];
        return option;
      });
      this.part.controls.querySelector("datalist").replaceChildren(...options);
    }
  }

  // Scripts come in any order, and pages may be replaced without being loaded anew (`navigation.instant`).
  let current = null;
  const site = (globalThis.adrSite ??= {});
  site.graph = () => {
    const root = document.querySelector("[data-adr-graph]");
    if (current?.root === root && root) return;
    current?.stop();
    current = root && site.net && site.Net ? new Graph(root, new site.Net(site.net)) : null;
  };
  globalThis.document$?.subscribe(() => site.graph());
  site.graph();
}
