// What is near a record in a net of records, and where each has its place: columns by steps, what points at the record
// on the left and what it points at on the right. No chance is in it: one net has one picture.
{
  const SWEEPS = 6;

  class Net {
    constructor(data) {
      this.data = data;
      this.out = data.id.map(() => []);
      this.into = data.id.map(() => []);
      this.places = new Map();
      data.id.forEach((id, i) => { if (!this.places.has(id.toLowerCase())) this.places.set(id.toLowerCase(), i); });
      for (const [from, to, type] of data.edges) {
        this.out[from].push([to, type]);
        this.into[to].push([from, type]);
      }
    }

    find(text) {
      return this.places.get(text.trim().toLowerCase()) ?? -1;
    }

    /** The records whose id or title has all the words. */
    like(text, most) {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      const found = [];
      for (let i = 0; i < this.data.id.length && found.length < most; i += 1) {
        const name = `${this.data.id[i]} ${this.data.title[i]}`.toLowerCase();
        if (words.every((word) => name.includes(word))) found.push(i);
      }
      return found;
    }

    /** Nodes by number, nearest first, each with its steps and column. */
    around({ from, direction, hops, types, kinds }) {
      const nodes = new Map([[from, { hop: 0, column: 0 }]]);
      let border = [from];
      for (let hop = 1; hop <= hops; hop += 1) {
        const next = [];
        for (const node of border) {
          const { column } = nodes.get(node);
          const sides = [[direction === "in" ? [] : this.out[node], 1], [direction === "out" ? [] : this.into[node], -1]];
          for (const [edges, side] of sides) {
            for (const [other, type] of edges) {
              if (nodes.has(other) || !types(type) || !kinds(this.data.kind[other])) continue;
              nodes.set(other, { hop, column: column + side });
              next.push(other);
            }
          }
        }
        border = next.sort((a, b) => a - b);
      }
      return nodes;
    }

    /** The edges between nodes. */
    between(nodes, types) {
      const found = [];
      for (const from of nodes.keys()) {
        for (const [to, type] of this.out[from]) if (nodes.has(to) && types(type)) found.push([from, to, type]);
      }
      return found;
    }
  }

  /** The columns from left to right, each with its nodes from top to bottom, so that few edges cross. */
  const columns = (nodes, edges) => {
    const found = new Map();
    for (const [node, { column }] of nodes) {
      if (!found.has(column)) found.set(column, []);
      found.get(column).push(node);
    }
    const ordered = [...found.keys()].sort((a, b) => a - b).map((column) => found.get(column).sort((a, b) => a - b));
    const near = new Map([...nodes.keys()].map((node) => [node, []]));
    for (const [from, to] of edges) {
      near.get(from).push(to);
      near.get(to).push(from);
    }
    const height = new Map();
    const settle = (column) => column.forEach((node, i) => height.set(node, i - (column.length - 1) / 2));
    ordered.forEach(settle);
    for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
      for (const column of sweep % 2 ? [...ordered].reverse() : ordered) {
        const wanted = new Map(column.map((node) => {
          const others = near.get(node).filter((other) => nodes.get(other).column !== nodes.get(node).column);
          const sum = others.reduce((total, other) => total + height.get(other), 0);
          return [node, others.length ? sum / others.length : height.get(node)];
        }));
        column.sort((a, b) => wanted.get(a) - wanted.get(b) || a - b);
        settle(column);
      }
    }
    return ordered;
  };

  const site = (globalThis.adrSite ??= {});
  site.Net = Net;
  site.columns = columns;
  site.graph?.();
}
