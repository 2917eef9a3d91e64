import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, EnumListField, IntField } from '../fields/kinds.js';
import { IdField, ReasonField, UuidField } from '../fields/named.js';
import { AccessRequestPage, AccessRequestView, DriverAccessPage } from '../views/access-view.js';
import { ACCESS_KINDS, ACCESS_STATES, type AccessKind, type AccessState } from '../vocabulary.js';
import { DriverPath } from './driver-inputs.js';
import { operation } from './operation.js';
import { CursorField, LimitField } from './paging.js';

/** A working day and its evening: who needs longer asks again. */
const ACCESS_HOURS_MAX = 24;

@Describes('Asks to see what of a driver is sensitive, why, and for how long.')
export class RequestAccess {
  @IdField()
  driverId: string;

  @EnumListField(ACCESS_KINDS, { min: 1, example: ['record'] })
  what: AccessKind[];

  @ReasonField({ example: 'request 2026-117: the driver asks for a human review' })
  reason: string;

  @IntField({ min: 1, max: ACCESS_HOURS_MAX, unit: 'hours', fallback: 8 })
  hours: number;
}

@Describes('Says yes or no to what somebody else has asked for.')
export class DecideAccess {
  @UuidField({ in: 'path' })
  accessId: string;

  @BooleanField()
  approve: boolean;

  @ReasonField({ example: 'the review is his' })
  reason: string;
}

@Describes('Requests for access, newest first.')
export class ListAccessRequests {
  @EnumField(ACCESS_STATES, { in: 'query', optional: true })
  state?: AccessState;

  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes('Who has seen what of the driver.')
export class ListDriverAccesses extends DriverPath {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

export const accessOperations = [
  operation({
    id: 'access.request',
    summary: "Ask to see a driver's position, track, profile or full record",
    method: 'POST',
    path: '/v1/access-requests',
    roles: ['reviewer', 'operator'],
    ownership: 'About any driver. Audited, and told to him.',
    input: RequestAccess,
    status: 201,
    answer: AccessRequestView,
    tag: 'access',
    problems: ['not_found'],
  }),
  operation({
    id: 'access.decide',
    summary: 'Approve or refuse a request for access',
    method: 'POST',
    path: '/v1/access-requests/{accessId}/decision',
    roles: ['reviewer', 'operator'],
    ownership: "Anybody's but one's own. Audited, and told to the driver.",
    input: DecideAccess,
    answer: AccessRequestView,
    tag: 'access',
    problems: ['wrong_state'],
  }),
  operation({
    id: 'access.list',
    summary: 'List requests for access',
    method: 'GET',
    path: '/v1/access-requests',
    roles: ['reviewer', 'operator'],
    ownership: "Everybody's.",
    input: ListAccessRequests,
    answer: AccessRequestPage,
    tag: 'access',
  }),
  operation({
    id: 'driver.accesses',
    summary: 'See who has seen what of me, and why',
    method: 'GET',
    path: '/v1/drivers/{driverId}/accesses',
    roles: ['driver'],
    ownership: 'The driver himself.',
    input: ListDriverAccesses,
    answer: DriverAccessPage,
    tag: 'access',
  }),
] as const;
