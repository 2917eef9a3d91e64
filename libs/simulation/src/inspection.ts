import { replay, type DecisionKind, type DecisionRecord } from '#libs/explanations';
import type { Policy } from '#libs/matcher';
import type { Faults } from './faults.js';

export type Inspected = {
  readonly decisions: number;
  readonly byKind: Readonly<Partial<Record<DecisionKind, number>>>;
  readonly drivers: number;
  readonly replayed: number;
  readonly sums: number;
};

/**
 * Reads every decision again as it was recorded: decided anew it must come out byte for byte, and
 * each total must be the sum of its parts.
 */
export class Inspection {
  private readonly counts = new Map<DecisionKind, number>();
  private drivers = 0;
  private replayed = 0;
  private sums = 0;

  constructor(private readonly faults: Faults) {}

  look(record: DecisionRecord, policy: Policy | null): void {
    const { decisionId, kind, decidedAtMs } = record;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1);
    this.drivers += record.drivers.length;
    const again = replay(record, policy);
    if (again.verdict === 'MATCH') this.replayed++;
    else {
      const where = again.differences.slice(0, 3).join(' ');
      this.faults.add('not_replayed', decidedAtMs, `${kind} ${decisionId} ${where}`);
    }
    for (const { driverId, total, parts } of record.drivers) {
      const sum = parts.reduce((so, { weight, points }) => so + weight * points, 0);
      if (total === null ? parts.length === 0 : total === sum) this.sums++;
      else this.faults.add('total_is_no_sum', decidedAtMs, `${decisionId} ${driverId}`);
    }
    if (record.kind === 'award' && !hasWinner(record)) {
      this.faults.add('award_without_winner', decidedAtMs, decisionId);
    }
  }

  get result(): Inspected {
    const { drivers, replayed, sums } = this;
    const decisions = [...this.counts.values()].reduce((so, count) => so + count, 0);
    return { decisions, byKind: Object.fromEntries(this.counts), drivers, replayed, sums };
  }
}

const hasWinner = ({ winner, drivers }: DecisionRecord): boolean =>
  drivers.some(({ driverId, role }) => driverId === winner && role === 'WON');
