import { Describes } from '../fields/field.js';
import { EnumField, EnumListField, IntField, ListField, TextField } from '../fields/kinds.js';
import { IdField, ReasonField, UtcField, UuidField } from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import {
  ACCESS_KINDS,
  ACCESS_STATES,
  ACCESSES_SHOWN,
  ROLES,
  type AccessKind,
  type AccessShown,
  type AccessState,
  type Role,
} from '../vocabulary.js';

@Describes('A request to see what of a driver is sensitive, and what became of it (S2).')
export class AccessRequestView {
  @UuidField()
  accessId: string;

  @IdField()
  driverId: string;

  @EnumListField(ACCESS_KINDS, { min: 1 })
  what: readonly AccessKind[];

  @ReasonField({ example: 'request 2026-117: the driver asks for a human review' })
  reason: string;

  @IntField({ min: 1, max: 24, unit: 'hours', example: 8 })
  hours: number;

  @EnumField(ACCESS_STATES)
  state: AccessState;

  @IdField({ example: 'rev-0001' })
  askedBy: string;

  @UtcField()
  askedAt: string;

  @IdField({ nullable: true, example: 'rev-0002', description: 'Never the one who asked.' })
  decidedBy: string | null;

  @UtcField({ nullable: true })
  decidedAt: string | null;

  @ReasonField({ nullable: true, example: 'the review is his' })
  decisionReason: string | null;

  @UtcField({ nullable: true, description: 'Until when an approval holds.' })
  until: string | null;
}

@Describes('Requests for access, newest first.')
export class AccessRequestPage {
  @ListField(() => AccessRequestView, { min: 0, max: PAGE_MAX })
  items: AccessRequestView[];

  @NextCursorField()
  nextCursor: string | null;
}

@Describes('Once somebody was shown data of the driver.')
export class AccessView {
  @UtcField()
  at: string;

  @IdField({ example: 'rev-0001' })
  actor: string;

  @EnumField(ROLES, { example: 'reviewer' })
  role: Role;

  @TextField({ min: 1, max: 64, example: 'driver.profile' })
  operation: string;

  @EnumField(ACCESSES_SHOWN, { example: 'profile', description: 'What was shown.' })
  what: AccessShown;

  @UuidField({ nullable: true, description: 'Of which order, where it was about one.' })
  orderId: string | null;

  @UuidField({ nullable: true })
  decisionId: string | null;

  @UuidField({ nullable: true, description: 'The approval it rested on.' })
  accessId: string | null;

  @ReasonField({ nullable: true, example: 'request 2026-117: the driver asks for a human review' })
  reason: string | null;
}

@Describes('Who has seen what of a driver and why, newest first, and who has asked to.')
export class DriverAccessPage {
  @ListField(() => AccessView, { min: 0, max: PAGE_MAX })
  items: AccessView[];

  @ListField(() => AccessRequestView, { min: 0, max: PAGE_MAX, description: 'On the first page.' })
  requests: AccessRequestView[];

  @NextCursorField()
  nextCursor: string | null;
}
