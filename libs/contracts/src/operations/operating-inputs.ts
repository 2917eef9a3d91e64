import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, JsonField, ListField } from '../fields/kinds.js';
import {
  CityField,
  IdField,
  MillisecondsField,
  PolicyHashField,
  ReasonField,
} from '../fields/named.js';
import { CARGO_KINDS, OUTCOME_KINDS, type CargoKind, type OutcomeKind } from '../vocabulary.js';
import { CursorField, LimitField } from './paging.js';

/** A body of so many stays under the limit of 256 KiB when ids are of ordinary length. */
export const OUTCOMES_MAX = 1_000;

@Describes('How one past order of a driver ended, from before he was dispatched here.')
export class PastOutcome {
  @IdField({ example: 'out-000001', description: 'The same id again changes nothing.' })
  outcomeId: string;

  @IdField()
  driverId: string;

  @EnumField(OUTCOME_KINDS)
  kind: OutcomeKind;

  @BooleanField({ nullable: true, description: 'Null when no time was promised or known.' })
  onTime: boolean | null;

  @CityField()
  fromCityCode: string;

  @CityField({ example: '3100' })
  toCityCode: string;

  @IdField({ example: 'shp-0001' })
  shipperId: string;

  @EnumField(CARGO_KINDS, { optional: true })
  cargoKind?: CargoKind;

  @MillisecondsField({ example: 1_793_491_200_000 })
  atMs: number;
}

@Describes('Past outcomes, which become evidence in profiles.')
export class ImportOutcomes {
  @ListField(() => PastOutcome, { min: 1, max: OUTCOMES_MAX })
  outcomes: PastOutcome[];
}

@Describes('Pauses or resumes automatic decisions for orders that load in one city.')
export class SetAutomation {
  @CityField({ in: 'path' })
  cityCode: string;

  @BooleanField()
  paused: boolean;

  @ReasonField({ example: 'road closed by snow' })
  reason: string;
}

@Describes('Which cities are paused.')
export class ListAutomation {}

@Describes('What people did by hand, newest first.')
export class ListAudit {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes('Counts of the whole service.')
export class GetStats {}

@Describes('Publishes a policy. The same document twice is one policy, known by its hash.')
export class PutPolicy {
  @JsonField({
    description: 'A document of schema `paidan.policy/1`.',
    example: { schema: 'paidan.policy/1', name: 'standard', version: 1, cityCode: '*' },
  })
  policy: Readonly<Record<string, unknown>>;

  @BooleanField({ description: "From now on the rule for new orders of the policy's city." })
  activate: boolean;

  @BooleanField({
    optional: true,
    example: false,
    description:
      'Insists on a change of more than 20 % of a weight, which a shadow run has rehearsed.',
  })
  force?: boolean;
}

@Describes('All published policies.')
export class ListPolicies {}

@Describes('One policy by its hash.')
export class GetPolicy {
  @PolicyHashField({ in: 'path' })
  hash: string;
}
