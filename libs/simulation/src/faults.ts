/**
 * What must never happen, whoever is at the wheel. Each is looked for from the outside: by what the
 * world was told and by reading the records again, never by asking the code that did it.
 */
export const FAULTS = [
  'awarded_twice',
  'truck_with_two_orders',
  'ended_twice',
  'awarded_after_its_time',
  'open_past_its_time',
  'grabbed_after_its_time',
  'without_end',
  'no_next_step',
  'step_failed',
  'use_case_failed',
  'time_stands_still',
  'not_replayed',
  'total_is_no_sum',
  'award_without_winner',
] as const;
export type FaultCode = (typeof FAULTS)[number];

export type Fault = {
  readonly code: FaultCode;
  readonly atMs: number;
  readonly about: string;
};

/** Kept in full; the rest is counted. */
const KEPT_MAX = 50;

/** More than this, and there is no sense in playing on. */
const HOPELESS = 2_000;

export class Faults {
  readonly kept: Fault[] = [];
  count = 0;

  /** Time that stands still never ends by itself. */
  get isHopeless(): boolean {
    return this.count > HOPELESS || this.kept.some(({ code }) => code === 'time_stands_still');
  }

  add(code: FaultCode, atMs: number, about: string): void {
    this.count++;
    if (this.kept.length < KEPT_MAX) this.kept.push({ code, atMs, about });
  }
}
