import type { Store } from './store.js';
import type { Unit } from './unit.js';

/** What every adapter is made from: the rows of all, and the transaction that looks at them. */
export type Part = { readonly store: Store; readonly unit: Unit };

export const byNumber = (a: number, b: number): number => a - b;

export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
