// What somebody who reads a published map and knows how it is made can still take for possible.

/** A set of whole numbers, bit by bit: bit n is set when n may be the number that was left out. */
export type Possible = bigint;

/** Nothing was left out: nobody was there, or all of them are in a published count. */
export const NOTHING: Possible = 1n;

export const fewerThan = (limit: number): Possible => (1n << BigInt(limit)) - 1n;

export const isPossible = (numbers: Possible, number: number): boolean =>
  ((numbers >> BigInt(number)) & 1n) === 1n;

/** What is possible for a cell, from what is for each of its children. */
export type Joint = {
  readonly sums: Possible;
  /**
   * Sums that give no child away: each that may have hidden somebody may also have hidden nobody,
   * the others making up the sum.
   */
  readonly discreet: Possible;
};

/** Remembers, since over a whole country the same few cases come again and again. */
export class Inference {
  private readonly known = new Map<string, Joint>();

  join(children: readonly Possible[]): Joint {
    const hiding = children.filter((each) => each !== NOTHING);
    const key = hiding
      .map((each) => each.toString(36))
      .sort()
      .join();
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const sums = sumOf(hiding);
    const discreet = hiding.reduce(
      (all, _, left) => all & sumOf(hiding.filter((__, index) => index !== left)),
      sums,
    );
    const joint = { sums, discreet };
    this.known.set(key, joint);
    return joint;
  }
}

const sumOf = (children: readonly Possible[]): Possible => children.reduce(sums, NOTHING);

/** Every sum of one number of each. */
function sums(a: Possible, b: Possible): Possible {
  let all = 0n;
  for (let number = 0n, left = b; left > 0n; number += 1n, left >>= 1n) {
    if ((left & 1n) === 1n) all |= a << number;
  }
  return all;
}
