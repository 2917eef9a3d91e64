// What the scan can refuse a driver by, in the three words that lie in the bucket beside him. It
// only narrows: a number that does not fit its bits is taken for the largest that does, on both
// sides, so that nobody is left out for it.

export type Traits = {
  /** One of sixteen kinds, by the number of its bit. */
  readonly body: number;
  /** What he is qualified for, a bit each, eight at most. */
  readonly qualifications: number;
  /** Orders that are his now. */
  readonly activeOrders: number;
  readonly lengthMillimeters: number;
  readonly kilograms: number;
  readonly litres: number;
  readonly vehicleSlots: number;
};

export type Needs = {
  /** Any of these bodies will do, a bit each. */
  readonly bodies: number;
  /** All of these are needed. */
  readonly qualifications: number;
  /** Who has so many orders gets no more. */
  readonly activeOrdersMax: number;
  readonly lengthMillimeters: number;
  readonly kilograms: number;
  readonly litres: number;
  readonly vehicleSlots: number;
};

export const BODY_KINDS_MAX = 16;
const QUALIFICATIONS = 0xff;
const ACTIVE_MAX = 15;
const LENGTH_MAX = 0xffff;
const KILOGRAMS_MAX = 0xfffff;
const SLOTS_MAX = 0xfff;
const LITRES_MAX = 0xffffff;

/** Of whom nothing is known: he passes wherever nothing is asked for. */
export const NO_TRAITS: Traits = {
  body: 0,
  qualifications: 0,
  activeOrders: 0,
  lengthMillimeters: 0,
  kilograms: 0,
  litres: 0,
  vehicleSlots: 0,
};

/** Passed by everyone. */
export const NO_NEEDS: Needs = {
  bodies: 0xffff,
  qualifications: 0,
  activeOrdersMax: ACTIVE_MAX + 1,
  lengthMillimeters: 0,
  kilograms: 0,
  litres: 0,
  vehicleSlots: 0,
};

const upTo = (most: number, value: number): number =>
  value >= most ? most : value > 0 ? Math.floor(value) : 0;

export function requireTraits({ body }: Traits): void {
  if (!Number.isInteger(body) || body < 0 || body >= BODY_KINDS_MAX) {
    throw new RangeError(`expected a body from 0 to ${BODY_KINDS_MAX - 1}, got ${body}`);
  }
}

/** 16 bits of length, 4 of body, 8 of qualifications, 4 of orders. */
export const kindWord = (traits: Traits): number =>
  upTo(LENGTH_MAX, traits.lengthMillimeters) |
  (traits.body << 16) |
  ((traits.qualifications & QUALIFICATIONS) << 20) |
  (upTo(ACTIVE_MAX, traits.activeOrders) << 28);

/** 20 bits of kilograms, 12 of slots. */
export const loadWord = ({ kilograms, vehicleSlots }: Traits): number =>
  (upTo(KILOGRAMS_MAX, kilograms) << 12) | upTo(SLOTS_MAX, vehicleSlots);

/** 24 bits of litres, 8 that are others'. */
export const litresWord = ({ litres }: Traits): number => upTo(LITRES_MAX, litres) << 8;

export const bodyOf = (kind: number): number => (kind >>> 16) & 15;

/** The needs, taken apart once for a question. */
export class Sieve {
  /** Nothing is asked for, so nobody is looked at for it. */
  readonly open: boolean;
  readonly bodies: number;
  private readonly length: number;
  private readonly qualifications: number;
  private readonly activeBelow: number;
  private readonly kilograms: number;
  private readonly slots: number;
  private readonly litres: number;

  constructor(needs: Needs) {
    this.bodies = needs.bodies & 0xffff;
    this.length = upTo(LENGTH_MAX, needs.lengthMillimeters);
    this.qualifications = (needs.qualifications & QUALIFICATIONS) << 20;
    // Fifteen may stand for more, so a limit beyond is none here.
    this.activeBelow =
      needs.activeOrdersMax >= ACTIVE_MAX
        ? ACTIVE_MAX + 1
        : upTo(ACTIVE_MAX, needs.activeOrdersMax);
    this.kilograms = upTo(KILOGRAMS_MAX, needs.kilograms);
    this.slots = upTo(SLOTS_MAX, needs.vehicleSlots);
    this.litres = upTo(LITRES_MAX, needs.litres);
    this.open =
      this.bodies === 0xffff &&
      this.qualifications === 0 &&
      this.activeBelow > ACTIVE_MAX &&
      this.length + this.kilograms + this.slots + this.litres === 0;
  }

  passesKind(kind: number): boolean {
    return (
      ((this.bodies >>> ((kind >>> 16) & 15)) & 1) !== 0 &&
      kind >>> 28 < this.activeBelow &&
      (kind & 0xffff) >= this.length &&
      (kind & this.qualifications) === this.qualifications
    );
  }

  passesLoad(load: number, litres: number): boolean {
    return (
      load >>> 12 >= this.kilograms && (load & 0xfff) >= this.slots && litres >>> 8 >= this.litres
    );
  }
}

/** The same for one who is in no cell. */
export function passes(traits: Traits, needs: Needs): boolean {
  const sieve = new Sieve(needs);
  return (
    sieve.passesKind(kindWord(traits)) && sieve.passesLoad(loadWord(traits), litresWord(traits))
  );
}
