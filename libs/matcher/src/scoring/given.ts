import type { Policy, Table } from '../policy.js';

/** The tables that came with later factors. */
type LaterTable = {
  [Name in keyof Policy['tables']]-?: undefined extends Policy['tables'][Name] ? Name : never;
}[keyof Policy['tables']];

/**
 * A table that a weighted factor needs. `parsePolicy` lets in no weight without what it needs, so a
 * policy that lacks it did not come by that door.
 */
export const tableOf = ({ tables }: Policy, name: LaterTable): Table => given(tables[name], name);

export function given<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the policy gives a weight to what needs ${name}`);
  return value;
}
