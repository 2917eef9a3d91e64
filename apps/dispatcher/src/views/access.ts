import { timeText, type AccessRequestView, type AccessView } from '#libs/contracts';
import type { Access, AccessRequest } from '#libs/dispatch';

const text = (atMs: number | null): string | null => (atMs === null ? null : timeText(atMs));

export const accessRequestView = (request: AccessRequest): AccessRequestView => ({
  accessId: request.accessId,
  driverId: request.driverId,
  what: request.what,
  reason: request.reason,
  hours: request.hours,
  state: request.state,
  askedBy: request.askedBy,
  askedAt: timeText(request.askedAtMs),
  decidedBy: request.decidedBy,
  decidedAt: text(request.decidedAtMs),
  decisionReason: request.decisionReason,
  until: text(request.untilMs),
});

export const accessView = (access: Access): AccessView => ({
  at: timeText(access.atMs),
  actor: access.actor,
  role: access.role,
  operation: access.operation,
  what: access.what,
  orderId: access.orderId,
  decisionId: access.decisionId,
  accessId: access.accessId,
  reason: access.reason,
});
