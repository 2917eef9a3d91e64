import type { Role } from '../caller.js';

/** What staff may see of a driver only when another person has agreed to it. */
export const ACCESS_KINDS = ['position', 'track', 'profile', 'record'] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** What was shown: a sensitive kind, or what those see whose work it is. */
export const ACCESSES_SHOWN = [
  ...ACCESS_KINDS,
  'state',
  'explanation',
  'request',
  'violations',
] as const;
export type AccessShown = (typeof ACCESSES_SHOWN)[number];

/** Once somebody was shown data of a driver (S2). */
export type Access = {
  readonly driverId: string;
  readonly atMs: number;
  readonly actor: string;
  readonly role: Role;
  readonly operation: string;
  readonly what: AccessShown;
  readonly orderId: string | null;
  readonly decisionId: string | null;
  /** The approval it rested on, and the reason given for it. */
  readonly accessId: string | null;
  readonly reason: string | null;
  readonly requestId: string | null;
};

export type AccessRequest = {
  readonly accessId: string;
  readonly driverId: string;
  readonly what: readonly AccessKind[];
  readonly reason: string;
  readonly hours: number;
  readonly askedBy: string;
  readonly askedRole: Role;
  readonly askedAtMs: number;
  readonly state: 'requested' | 'approved' | 'refused';
  readonly decidedBy: string | null;
  readonly decidedRole: Role | null;
  readonly decidedAtMs: number | null;
  readonly decisionReason: string | null;
  /** Until when an approval holds. */
  readonly untilMs: number | null;
};
