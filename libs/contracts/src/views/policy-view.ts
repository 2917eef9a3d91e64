import { Describes } from '../fields/field.js';
import { EnumField, IntField, JsonField, ListField, TextField } from '../fields/kinds.js';
import { CountField, IdField, PolicyHashField, UtcField, UuidField } from '../fields/named.js';
import { PAGE_MAX } from '../operations/paging.js';
import {
  ROLLOUT_METHODS,
  ROLLOUT_REGIONS,
  type RolloutMethod,
  type RolloutRegion,
} from '../vocabulary.js';

const CityOrAllField = (): PropertyDecorator =>
  TextField({
    min: 1,
    max: 4,
    pattern: /^(?:\*|\d{4})$/,
    expected: 'a city code, or *',
    example: '3301',
  });

@Describes('One stage of letting a policy in beside the one in force (D5).')
export class RolloutView {
  @UuidField()
  rolloutId: string;

  @CityOrAllField()
  cityCode: string;

  @PolicyHashField({ description: 'That is let in.' })
  hash: string;

  @PolicyHashField({ description: 'That the other orders follow.' })
  baseHash: string;

  @EnumField(ROLLOUT_METHODS)
  method: RolloutMethod;

  @IntField({ min: 0, max: 100, example: 10 })
  percent: number;

  @CountField({ nullable: true, example: 120, description: 'Of a switchback.' })
  windowMinutes: number | null;

  @EnumField(ROLLOUT_REGIONS, { nullable: true })
  region: RolloutRegion | null;

  @TextField({
    min: 1,
    max: 128,
    example: '00ff',
    description:
      'With it anybody draws again: SHA-256 of salt, line feed, unit; the first 32 bits modulo 10000.',
  })
  salt: string;

  @UtcField()
  from: string;

  @UtcField({ nullable: true })
  until: string | null;

  @UtcField({ nullable: true, description: 'Null while it is under way.' })
  endedAt: string | null;

  @TextField({ min: 1, max: 40, nullable: true, example: 'next_stage' })
  endedBecause: string | null;
}

@Describes('Rollouts, newest first.')
export class RolloutList {
  @ListField(() => RolloutView, { min: 0, max: PAGE_MAX })
  items: RolloutView[];
}

@Describes('What past decisions would have been under another policy.')
export class ShadowRunView {
  @UuidField()
  runId: string;

  @PolicyHashField({ description: 'That was tried.' })
  hash: string;

  @PolicyHashField({ description: 'That was in force, and that all of them were decided under.' })
  baseHash: string;

  @CityOrAllField()
  cityCode: string;

  @UtcField({ nullable: true })
  since: string | null;

  @CountField({ example: 1_204, description: 'Decisions that there were to look at.' })
  available: number;

  @UtcField()
  at: string;

  @IdField({ example: 'opr-0001' })
  by: string;

  @TextField({
    min: 71,
    max: 71,
    pattern: /^sha256:[0-9a-f]{64}$/,
    expected: 'sha256: and 64 hexadecimal digits',
    example: 'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
    description: 'Over the canonical JSON of the report without drivers.',
  })
  resultHash: string;

  @JsonField({
    example: { schema: 'paidan.shadow/1', lookedAt: 200, compared: 198 },
    description:
      'paidan.shadow/1: decisions looked at, skipped and uncertain, winners that flip and by how much, ranks, refusals, groups and the gaps between them.',
  })
  report: Readonly<Record<string, unknown>>;
}

@Describes('Shadow runs, newest first.')
export class ShadowRunList {
  @ListField(() => ShadowRunView, { min: 0, max: PAGE_MAX })
  items: ShadowRunView[];
}
