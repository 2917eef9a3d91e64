import type { BodyType } from '#libs/matcher';

export type TruckCount = {
  /** H3 resolution 6. */
  readonly cell: string;
  readonly body: BodyType;
  /** Which text they agreed to, for who asks whether that still counts. */
  readonly textVersion: string;
  readonly trucks: number;
};

export interface Trucks {
  /**
   * Drivers on duty without an order whose position was measured at or after a moment, with their
   * consent, counted by cell. Those who set a place by hand, or share none, are in no count.
   */
  counted(observedSinceMs: number): Promise<TruckCount[]>;
  /** What was published for a period; null while nobody has. */
  published(periodMs: number): Promise<string | null>;
  /**
   * Publishes for a period and answers with what is published: of two processes the first one's
   * stays. Deletes what was published for earlier ones.
   */
  publish(periodMs: number, counts: string): Promise<string>;
}
