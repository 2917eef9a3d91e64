import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, IntField, JsonField } from '../fields/kinds.js';
import { PolicyHashField, ReasonField, TimeField, UuidField } from '../fields/named.js';
import {
  ROLLOUT_METHODS,
  ROLLOUT_REGIONS,
  type RolloutMethod,
  type RolloutRegion,
} from '../vocabulary.js';
import { LimitField } from './paging.js';

/** What one request can decide again and still answer soon; more is for the command line. */
export const SHADOW_DECISIONS_MAX = 500;

/** Ten minutes are some decisions of one window; after a week a market is another one anyway. */
const STRETCH_MINUTES_MIN = 10;
const STRETCH_MINUTES_MAX = 7 * 24 * 60;

const ForceField = (): PropertyDecorator =>
  BooleanField({
    fallback: false,
    example: false,
    description:
      'Insists on a change of more than 20 % of a weight, which a shadow run has rehearsed.',
  });

@Describes('Lets a stored policy decide for a share of the new orders of its city.')
export class StartRollout {
  @PolicyHashField({ description: 'Of a policy that `policy.put` has stored.' })
  hash: string;

  @EnumField(ROLLOUT_METHODS, {
    description:
      'percent: each order draws for itself. switchback: all orders of one region and stretch of time draw together.',
  })
  method: RolloutMethod;

  @IntField({ min: 0, max: 100, example: 10, description: 'Of orders, or of stretches.' })
  percent: number;

  @IntField({
    min: STRETCH_MINUTES_MIN,
    max: STRETCH_MINUTES_MAX,
    unit: 'minutes',
    optional: true,
    description: 'Only of a switchback: how long a stretch is.',
  })
  windowMinutes?: number;

  @EnumField(ROLLOUT_REGIONS, {
    optional: true,
    description:
      'Only of a switchback: the loading city, or its market (an H3 cell of resolution 3).',
  })
  region?: RolloutRegion;

  @TimeField({ optional: true, description: 'From now on unless told.' })
  from?: string;

  @TimeField({
    optional: true,
    example: '2027-01-01T00:00:00+08:00',
    description: 'Until it is ended unless told.',
  })
  until?: string;

  @ForceField()
  force: boolean;
}

@Describes('Ends a rollout: new orders follow the policy in force again.')
export class EndRollout {
  @UuidField({ in: 'path' })
  rolloutId: string;

  @ReasonField({ example: 'more orders expired than before' })
  reason: string;
}

@Describes('Rollouts, newest first.')
export class ListRollouts {
  @LimitField()
  limit: number;
}

@Describes(
  'Takes past decisions again under a policy, beside the one in force, and keeps what came out.',
)
export class RunShadow {
  @JsonField({
    description: 'A document of schema `paidan.policy/1`.',
    example: { schema: 'paidan.policy/1', name: 'standard', version: 1, cityCode: '*' },
  })
  policy: Readonly<Record<string, unknown>>;

  @TimeField({ optional: true, description: 'Only decisions since then.' })
  since?: string;

  @IntField({
    min: 1,
    max: SHADOW_DECISIONS_MAX,
    fallback: 200,
    example: 200,
    description: 'At most so many; a sample that is the same each time.',
  })
  sample: number;

  @BooleanField({
    fallback: false,
    example: false,
    description: 'Name the drivers whose orders would turn; each is recorded as having been shown.',
  })
  drivers: boolean;
}

@Describes('Shadow runs, newest first.')
export class ListShadowRuns {
  @LimitField()
  limit: number;
}
