/** One driver asks another to ride with him (邀请副驾). */
export type Invitation = {
  readonly invitationId: string;
  readonly driverId: string;
  readonly coDriverId: string;
  readonly state: 'open' | 'accepted' | 'declined' | 'withdrawn';
  readonly invitedAtMs: number;
  readonly answeredAtMs: number | null;
};

export interface Crews {
  /** In place of an open one of the same driver, which is withdrawn. */
  invite(invitation: Invitation): Promise<void>;
  byIdForUpdate(invitationId: string): Promise<Invitation | null>;
  answer(invitation: Invitation): Promise<void>;
  /** Sent or received, open ones first, newest first. */
  of(driverId: string, limit: number): Promise<Invitation[]>;
}
