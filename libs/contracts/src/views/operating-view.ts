import { Describes } from '../fields/field.js';
import {
  BooleanField,
  CountsField,
  EnumField,
  JsonField,
  ListField,
  ObjectField,
  TextField,
} from '../fields/kinds.js';
import {
  CityField,
  CountField,
  IdField,
  ReasonField,
  PolicyHashField,
  UtcField,
  UuidField,
} from '../fields/named.js';
import { NextCursorField, PAGE_MAX } from '../operations/paging.js';
import { ORDER_STATUSES, ROLES, type OrderStatus, type Role } from '../vocabulary.js';

@Describes('How many outcomes were new, and how many were known already.')
export class OutcomesReceipt {
  @CountField({ example: 1 })
  imported: number;

  @CountField({ example: 0 })
  known: number;
}

@Describes('Whether a city decides automatically.')
export class AutomationView {
  @CityField()
  cityCode: string;

  @BooleanField()
  paused: boolean;

  @IdField({ nullable: true, example: 'opr-0001', description: 'Who paused it.' })
  by: string | null;

  @ReasonField({ nullable: true, example: 'road closed by snow' })
  reason: string | null;

  @UtcField({ nullable: true })
  since: string | null;
}

@Describes('The paused cities; every other decides automatically.')
export class AutomationList {
  @ListField(() => AutomationView, { min: 0, max: 1_000 })
  items: AutomationView[];
}

@Describes('Something that a person did by hand.')
export class AuditView {
  @UuidField()
  id: string;

  @UtcField()
  at: string;

  @IdField({ example: 'opr-0001' })
  actor: string;

  @EnumField(ROLES, { example: 'operator' })
  role: Role;

  @TextField({ min: 1, max: 64, example: 'order.assign' })
  action: string;

  @TextField({ min: 1, max: 128, example: '0190f3c2-7b1e-7c3a-9d64-2f8a51e0b7aa' })
  subject: string;

  @TextField({ min: 0, max: 400, example: 'shipper and driver agreed by telephone' })
  reason: string;

  @JsonField({ schema: {}, example: { driverId: 'drv-0001' } })
  detail: unknown;
}

@Describes('A page of the audit, newest first.')
export class AuditPage {
  @ListField(() => AuditView, { min: 0, max: PAGE_MAX })
  items: AuditView[];

  @NextCursorField()
  nextCursor: string | null;
}

/** A city's code, or `*` for every city without a policy of its own. */
const PolicyCityField = (): PropertyDecorator =>
  TextField({
    min: 1,
    max: 4,
    pattern: /^(?:\*|\d{4})$/,
    expected: 'a city code, or *',
    example: '*',
  });

@Describes('A published policy, without its content.')
export class PolicySummary {
  @PolicyHashField({ description: 'Of its canonical JSON; its name for ever.' })
  hash: string;

  @TextField({ min: 1, max: 100, example: 'standard' })
  name: string;

  @CountField({ example: 1 })
  version: number;

  @PolicyCityField()
  cityCode: string;

  @UtcField({ nullable: true, description: 'Null when new orders do not follow it.' })
  activeSince: string | null;
}

@Describes('All published policies.')
export class PolicyList {
  @ListField(() => PolicySummary, { min: 0, max: 10_000 })
  items: PolicySummary[];
}

@Describes('A policy in full: the rules and main parameters of allocation (D5).')
export class PolicyView {
  @PolicyHashField()
  hash: string;

  @JsonField({
    example: { schema: 'paidan.policy/1', name: 'standard', version: 1, cityCode: '*' },
  })
  policy: Readonly<Record<string, unknown>>;
}

@Describes('Drivers by number.')
export class DriverCounts {
  @CountField({ example: 2_000 })
  registered: number;

  @CountField({ example: 1_480 })
  onDuty: number;
}

@Describes('Counted from the tables at the moment of asking.')
export class StatsView {
  @ObjectField(() => DriverCounts)
  drivers: DriverCounts;

  @CountField({ example: 60 })
  orders: number;

  @CountsField(ORDER_STATUSES, { example: { open: 4, confirmed: 51, expired: 5 } })
  ordersByStatus: Readonly<Partial<Record<OrderStatus, number>>>;

  @CountField({ example: 51, description: 'Orders that were awarded at least once.' })
  awarded: number;

  @CountField({ example: 214 })
  decisions: number;

  @CountField({ example: 9_870, description: 'Drivers in decisions, each with his explanation.' })
  explanations: number;

  @CountField({ example: 640 })
  grabs: number;

  @CountField({ example: 1_204 })
  events: number;

  @CountField({ example: 0, description: 'Written, not yet in the stream.' })
  eventsUnpublished: number;
}
