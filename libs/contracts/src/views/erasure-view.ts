import { Describes } from '../fields/field.js';
import { EnumField, TextField } from '../fields/kinds.js';
import { UtcField, UuidField } from '../fields/named.js';
import {
  ERASURE_GROUNDS,
  ERASURE_STATES,
  type ErasureGround,
  type ErasureState,
} from '../vocabulary.js';

/** Counts of some dozens of stores. */
const CERTIFICATE_MAX = 10_000;

@Describes('An erasure. It names nobody.')
export class ErasureView {
  @UuidField()
  erasureId: string;

  @EnumField(ERASURE_GROUNDS)
  ground: ErasureGround;

  @EnumField(ERASURE_STATES, {
    description:
      '`fenced`: nobody can register him again; `erased`: the database knows him no more; ' +
      '`swept`: nor does the stream; `certified`: done.',
  })
  state: ErasureState;

  @EnumField(['carried_order'] as const, { nullable: true, description: 'What it waits for.' })
  waitsFor: 'carried_order' | null;

  @UtcField()
  askedAt: string;

  @UtcField({ nullable: true })
  erasedAt: string | null;

  @UtcField({ nullable: true })
  certifiedAt: string | null;

  @TextField({
    min: 1,
    max: CERTIFICATE_MAX,
    nullable: true,
    example: '{"schema":"paidan.erasure/1"}',
    description:
      'Canonical JSON: what was removed from which store, and when. Its SHA-256 is a leaf of the log.',
  })
  certificate: string | null;
}
