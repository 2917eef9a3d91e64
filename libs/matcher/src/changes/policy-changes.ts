import type { Policy, Table } from '../policy.js';
import { pointsAt } from '../scoring/table.js';
import { join } from '../checking/check.js';
import { weightChanges, type WeightChange } from './weight-changes.js';

export type TablePoint = { readonly at: number; readonly before: number; readonly after: number };

/**
 * What two policies say differently, by JSON pointer: weights with their shares, tables at every
 * knot that either has, everything else as it stands (undefined where a document leaves it out).
 */
export type PolicyChange =
  | ({ readonly kind: 'weight' } & WeightChange)
  | { readonly kind: 'table'; readonly path: string; readonly points: readonly TablePoint[] }
  | {
      readonly kind: 'value';
      readonly path: string;
      readonly before: unknown;
      readonly after: unknown;
    };

/**
 * In the order of the document; weights first, since they are read first. Empty: the same rules.
 */
export function policyChanges(before: Policy, after: Policy): PolicyChange[] {
  const weights = weightChanges(before, after).map((change) => ({
    kind: 'weight' as const,
    ...change,
  }));
  const told = new Set(weights.map(({ path }) => path));
  const others = differences(before, after, '').filter(
    ({ path }) => !told.has(path) && !path.startsWith('/weights/'),
  );
  return [...weights, ...others];
}

type Other = Exclude<PolicyChange, { readonly kind: 'weight' }>;

function differences(before: unknown, after: unknown, path: string): Other[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (isTable(before) && isTable(after)) {
    return [{ kind: 'table', path, points: pointsOf(before, after) }];
  }
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => differences(before[name], after[name], join(path, name)));
  }
  return [{ kind: 'value', path, before, after }];
}

function pointsOf(before: Table, after: Table): TablePoint[] {
  const knots = [...new Set([...before, ...after].map(([at]) => at))].sort((a, b) => a - b);
  return knots.map((at) => ({
    at,
    before: pointsAt(before, at),
    after: pointsAt(after, at),
  }));
}

const isTable = (value: unknown): value is Table =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.every(
    (knot) =>
      Array.isArray(knot) && knot.length === 2 && knot.every((each) => typeof each === 'number'),
  );

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
