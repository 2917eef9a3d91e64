// What a process still holds in its memory, and by which way: read from a heap snapshot of V8.

type Meta = {
  readonly node_fields: readonly string[];
  readonly node_types: readonly [readonly string[], ...unknown[]];
  readonly edge_fields: readonly string[];
  readonly edge_types: readonly [readonly string[], ...unknown[]];
};

type Snapshot = {
  readonly snapshot: { readonly meta: Meta };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
};

export type Held = {
  /** The beginning of the text in which it was found. */
  readonly text: string;
  /** From what is nearest to it, up to a root; empty when nothing holds it but weakly. */
  readonly way: readonly string[];
};

const WAY_MAX = 24;
const TEXT_SHOWN = 80;

/**
 * Every string in which the sought is found and that something holds for good. What only a weak map
 * or a weak reference knows, or the snapshot itself lists by name, is as good as gone.
 */
export function heldIn(snapshotText: string, sought: RegExp): Held[] {
  // Most often it is nowhere, and that is seen without looking who holds what.
  if (!sought.test(snapshotText)) return [];
  const heap = new Heap(JSON.parse(snapshotText) as Snapshot);
  return heap.strings(sought).flatMap((node) => {
    const way = heap.wayTo(node);
    return way === null ? [] : [{ text: heap.nameOf(node).slice(0, TEXT_SHOWN), way }];
  });
}

class Heap {
  private readonly fields: number;
  private readonly at: Readonly<Record<'type' | 'name' | 'edge_count', number>>;
  private readonly types: readonly string[];
  /** Of each node: who holds it, and by what. */
  private readonly heldBy = new Map<number, { readonly node: number; readonly by: string }[]>();

  constructor(private readonly snapshot: Snapshot) {
    const { node_fields: fields, node_types: types } = snapshot.snapshot.meta;
    this.fields = fields.length;
    this.types = types[0];
    this.at = {
      type: fields.indexOf('type'),
      name: fields.indexOf('name'),
      edge_count: fields.indexOf('edge_count'),
    };
    this.turnRound();
  }

  nameOf(node: number): string {
    return this.snapshot.strings[this.of(node, 'name')] ?? '';
  }

  strings(sought: RegExp): number[] {
    const found: number[] = [];
    for (let node = 0; node < this.snapshot.nodes.length; node += this.fields) {
      const type = this.typeOf(node);
      const isText =
        type === 'string' || type === 'concatenated string' || type === 'sliced string';
      if (isText && sought.test(this.nameOf(node))) found.push(node);
    }
    return found;
  }

  /** The shortest way from a root, nearest first; null when there is none. */
  wayTo(node: number): string[] | null {
    const cameFrom = new Map<number, { readonly node: number; readonly by: string } | null>([
      [node, null],
    ]);
    const queue = [node];
    for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
      if (this.isRoot(at)) return this.described(at, cameFrom);
      for (const holder of this.heldBy.get(at) ?? []) {
        if (cameFrom.has(holder.node) || this.isStringTable(holder.node)) continue;
        cameFrom.set(holder.node, { node: at, by: holder.by });
        queue.push(holder.node);
      }
    }
    return null;
  }

  /** Every text that was ever a name of something is in it, and stays no longer for that. */
  private isStringTable(node: number): boolean {
    return this.nameOf(node) === '(Internalized strings)';
  }

  /** The first node is the root of all; what it holds are the places where the engine begins. */
  private isRoot(node: number): boolean {
    return node === 0;
  }

  private described(
    root: number,
    cameFrom: ReadonlyMap<number, { readonly node: number; readonly by: string } | null>,
  ): string[] {
    const way: string[] = [];
    for (let step = cameFrom.get(root) ?? null; step !== null;) {
      way.unshift(`${this.typeOf(step.node)} ${this.nameOf(step.node).slice(0, 60)} by ${step.by}`);
      step = cameFrom.get(step.node) ?? null;
    }
    return way.slice(0, WAY_MAX);
  }

  private turnRound(): void {
    const { nodes, edges, strings, snapshot } = this.snapshot;
    const { edge_fields: fields, edge_types: types } = snapshot.meta;
    const [type, name, to] = ['type', 'name_or_index', 'to_node'].map((each) =>
      fields.indexOf(each),
    ) as [number, number, number];
    let edge = 0;
    for (let node = 0; node < nodes.length; node += this.fields) {
      const count = this.of(node, 'edge_count');
      for (let nth = 0; nth < count; nth++, edge += fields.length) {
        const kind = types[0][edges[edge + type] ?? 0] ?? '';
        if (kind === 'weak') continue;
        const named = edges[edge + name] ?? 0;
        const by = kind === 'element' || kind === 'hidden' ? `[${named}]` : (strings[named] ?? '');
        // A weak map holds what it maps to only as long as something else holds the key.
        if (/^\d+ \/ part of key .*-> value .* pair in WeakMap/.test(by)) continue;
        const target = edges[edge + to] ?? 0;
        const holders = this.heldBy.get(target);
        if (holders === undefined) this.heldBy.set(target, [{ node, by }]);
        else holders.push({ node, by });
      }
    }
  }

  private typeOf(node: number): string {
    return this.types[this.of(node, 'type')] ?? '';
  }

  private of(node: number, field: 'type' | 'name' | 'edge_count'): number {
    return this.snapshot.nodes[node + this.at[field]] ?? 0;
  }
}
