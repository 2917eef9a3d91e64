import { besideOf, type Beside, type BesideQuestion } from '#libs/explanations';

/** Some 8 kB each; whoever asks, asks again within minutes. */
const KEPT_MAX = 10_000;
const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

/**
 * `drivers`: whom it is about, the one who asked and the one he was held against. As bytes: two
 * hundred objects an entry would be looked at by every collection of the whole memory, for longer
 * than an answer may take.
 */
type Kept = {
  readonly drivers: readonly string[];
  readonly besideJson: Uint8Array;
  /** The last day on which the driver was let see it; what is told stays told for that day. */
  readonly toldOnDay: number | null;
};

type About = { readonly decisionId: string; readonly driverId: string };

/**
 * Contrast and counterfactuals take all rows of a decision, and never change: worked out once for a
 * driver and decision, then remembered. What is remembered of one driver holds of the others only
 * what he may be told.
 */
export class InsightBook {
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly keptMax = KEPT_MAX) {}

  async of(about: About, load: () => Promise<BesideQuestion>): Promise<Beside> {
    const { driverId } = about;
    const key = keyOf(about);
    const kept = this.kept.get(key);
    if (kept !== undefined) {
      this.keep(key, kept);
      return JSON.parse(DECODER.decode(kept.besideJson)) as Beside;
    }
    const question = await load();
    const beside = besideOf(question);
    const { winner } = question.header;
    const drivers = winner === null ? [driverId] : [driverId, winner];
    this.keep(key, {
      drivers,
      besideJson: ENCODER.encode(JSON.stringify(beside)),
      toldOnDay: null,
    });
    return beside;
  }

  /** Whether the driver himself was told it on this day, as far as is remembered. */
  wasTold(about: About, day: number): boolean {
    return this.kept.get(keyOf(about))?.toldOnDay === day;
  }

  /** He was, and need not be counted again. */
  told(about: About, day: number): void {
    const key = keyOf(about);
    const kept = this.kept.get(key);
    if (kept !== undefined) this.kept.set(key, { ...kept, toldOnDay: day });
  }

  remembered(): Iterable<string> {
    return new Set([...this.kept.values()].flatMap(({ drivers }) => drivers));
  }

  forget(driverId: string): void {
    for (const [key, { drivers }] of this.kept) {
      if (drivers.includes(driverId)) this.kept.delete(key);
    }
  }

  /** What was asked for longest ago goes first: a Map keeps the order of insertion. */
  private keep(key: string, entry: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, entry);
    if (this.kept.size > this.keptMax) {
      const oldest = this.kept.keys().next();
      if (!oldest.done) this.kept.delete(oldest.value);
    }
  }
}

const keyOf = ({ decisionId, driverId }: About): string => `${decisionId}/${driverId}`;
