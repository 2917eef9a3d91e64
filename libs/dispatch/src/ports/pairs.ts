/** `blocked`: the two are never matched. `familiar`: the shipper is glad to see him again. */
export const PAIR_KINDS = ['blocked', 'familiar'] as const;
export type PairKind = (typeof PAIR_KINDS)[number];

/** Who said it. Each side has its own word; a block of either is enough. */
export type PairSide = 'shipper' | 'driver';

export type Pair = {
  readonly shipperId: string;
  readonly driverId: string;
  readonly by: PairSide;
  readonly kind: PairKind;
  readonly atMs: number;
};

export interface Pairs {
  /** In place of what this side said of the other before. */
  put(pair: Pair): Promise<void>;
  /** False when this side had said nothing. */
  clear(pair: Pick<Pair, 'shipperId' | 'driverId' | 'by'>): Promise<boolean>;
  /** What this side has said, by the other's id. */
  by(
    side: PairSide,
    id: string,
    page: { readonly after: string | null; readonly limit: number },
  ): Promise<Pair[]>;
  countBy(side: PairSide, id: string): Promise<number>;
  /** What either side said, of these drivers and the shipper of an order. */
  withShipper(shipperId: string, driverIds: readonly string[]): Promise<Pair[]>;
  /** What either side said, of this driver and any shipper; at most 10 000. */
  withDriver(driverId: string): Promise<Pair[]>;
  /** Whether the driver ever held an order of the shipper. */
  metBefore(shipperId: string, driverId: string): Promise<boolean>;
}
