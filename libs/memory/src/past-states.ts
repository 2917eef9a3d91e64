import type { PastState } from '#libs/dispatch';
import type { Part } from './part.js';

/**
 * Appends, unless the newest says the same; never dated before the newest, whose place it takes
 * when both are of one moment. `moved`: only another place is something new.
 */
export async function recordState(
  { store, unit }: Part,
  state: PastState,
  because: 'changed' | 'moved' = 'changed',
): Promise<void> {
  await store.states.change(unit, state.driverId, (known = []) => {
    const last = known.at(-1);
    if (last !== undefined && (because === 'moved' ? samePlace : same)(last, state)) return known;
    const fromMs = Math.max(state.fromMs, last?.fromMs ?? state.fromMs);
    return [...(last?.fromMs === fromMs ? known.slice(0, -1) : known), { ...state, fromMs }];
  });
}

export async function stateAt(
  { store, unit }: Part,
  driverId: string,
  atMs: number,
): Promise<PastState | null> {
  const known = store.states.get(unit, driverId) ?? [];
  return known.findLast(({ fromMs }) => fromMs <= atMs) ?? null;
}

const samePlace = (a: PastState, b: PastState): boolean =>
  a.placeSource === b.placeSource && a.cell === b.cell;

const same = (a: PastState, b: PastState): boolean =>
  samePlace(a, b) &&
  a.onDuty === b.onDuty &&
  a.locationConsent === b.locationConsent &&
  a.cityCode === b.cityCode;
