/** An award that waits for a person, because a driver who asked for one competes for the order. */
export type AwardReview = {
  readonly orderId: string;
  readonly round: number;
  readonly cityCode: string;
  readonly askedAtMs: number;
  /** The order waits no longer: then it is given automatically, and that is looked at after. */
  readonly dueAtMs: number;
  readonly state: 'waiting' | 'decided' | 'timed_out' | 'void';
  /** Who asked for a person, among those who compete. */
  readonly wantedBy: readonly string[];
  readonly openedBy: string | null;
  readonly openedAtMs: number | null;
  readonly closedAtMs: number | null;
  readonly decidedBy: string | null;
  readonly decisionId: string | null;
};

export interface AwardReviews {
  /** One a round; asking again changes nothing. Call with the order locked. */
  ask(
    review: Pick<
      AwardReview,
      'orderId' | 'round' | 'cityCode' | 'askedAtMs' | 'dueAtMs' | 'wantedBy'
    >,
  ): Promise<void>;
  of(orderId: string, round: number): Promise<AwardReview | null>;
  /** Of orders that are still open in that round; what is due first first. */
  waiting(limit: number): Promise<AwardReview[]>;
  /** When a person first looked: the time he spent is measured from here. */
  open(orderId: string, round: number, by: string, atMs: number): Promise<void>;
  close(
    orderId: string,
    round: number,
    end: {
      state: Exclude<AwardReview['state'], 'waiting'>;
      atMs: number;
      decidedBy: string | null;
      decisionId: string | null;
    },
  ): Promise<void>;
  /** Ends those whose order has moved on without them: cancelled, amended, given by hand. */
  dropStale(nowMs: number): Promise<number>;
  /** Decided without the person they waited for, and nobody has looked since. Locks them. */
  toFollowUp(limit: number): Promise<AwardReview[]>;
  followedUp(orderId: string, round: number): Promise<void>;
}
