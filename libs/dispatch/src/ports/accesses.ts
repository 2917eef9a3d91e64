import type { Access, AccessKind, AccessRequest } from '../model/access.js';

export interface Accesses {
  /** Writes that data of drivers were shown; fails rather than lose one. */
  record(accesses: readonly Access[]): Promise<void>;
  /** Newest first. `number` orders them and is where the next page starts. */
  ofDriver(
    driverId: string,
    page: { after?: number; limit: number; decisionId?: string },
  ): Promise<(Access & { readonly number: number })[]>;
  ask(request: AccessRequest): Promise<void>;
  byIdForUpdate(accessId: string): Promise<AccessRequest | null>;
  /** Writes the answer to an open request; false when it was answered already. */
  decide(request: AccessRequest): Promise<boolean>;
  /** Newest first. */
  requests(page: {
    state?: AccessRequest['state'];
    after?: { atMs: number; id: string };
    limit: number;
  }): Promise<AccessRequest[]>;
  requestsAbout(driverId: string, limit: number): Promise<AccessRequest[]>;
  /** The approval by which this person may see this of this driver now; the longest of several. */
  permission(asked: {
    driverId: string;
    askedBy: string;
    what: AccessKind;
    nowMs: number;
  }): Promise<AccessRequest | null>;
  /** Deletes what was recorded before a moment, at most `limit`. */
  deleteBefore(beforeMs: number, limit: number): Promise<number>;
}
