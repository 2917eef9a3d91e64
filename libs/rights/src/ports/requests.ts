import type { Dues } from '../clock/dues.js';
import type { RefusalGround } from '../requests/grounds.js';
import type {
  Lateness,
  RequestAnswer,
  RequestState,
  RequestSubject,
  RightsRequest,
} from '../requests/request.js';

export interface Requests {
  /**
   * Adds it unless the same question of the same driver is still open: then that one, one repeat
   * more. Two that race to be first: one is added, and both get it.
   */
  insert(request: RightsRequest): Promise<{ request: RightsRequest; isNew: boolean }>;
  byId(requestId: string): Promise<RightsRequest | null>;
  /** Locks it, so that an answer and a refusal take turns. */
  byIdForUpdate(requestId: string): Promise<RightsRequest | null>;
  /** Newest first. */
  ofDriver(
    driverId: string,
    page: { after?: { receivedAtMs: number; requestId: string }; limit: number },
  ): Promise<RightsRequest[]>;
  countOpen(driverId: string): Promise<number>;
  /** Identity was proven: it is open from now on, due when it was due before. */
  verify(requestId: string, atMs: number): Promise<void>;
  close(
    requestId: string,
    end: {
      state: Extract<RequestState, 'answered' | 'refused'>;
      answer: RequestAnswer | null;
      refusal: { ground: RefusalGround; reason: string } | null;
      atMs: number;
      by: string;
    },
  ): Promise<void>;
  /** Answered or refused before, about the same thing: for who has to tell a repetition. */
  closedBefore(driverId: string, subject: RequestSubject): Promise<number>;
  /** Open ones whose next lateness was not told yet, at most `limit`, earliest due first. */
  untold(
    nowMs: number,
    nearMs: number,
    limit: number,
  ): Promise<{ request: RightsRequest; lateness: Lateness }[]>;
  tell(requestId: string, lateness: Lateness): Promise<void>;
  /** Open ones whose dates were worked out from another calendar than this. */
  openWithOtherCalendar(version: string, limit: number): Promise<RightsRequest[]>;
  setDues(requestId: string, dues: Dues): Promise<void>;
  /** Open requests by how late they are. */
  lateness(nowMs: number, nearMs: number): Promise<Readonly<Record<Lateness, number>>>;
  /** Takes words and answers out of a driver's closed requests; what was asked when stays. */
  scrub(driverId: string): Promise<number>;
}
