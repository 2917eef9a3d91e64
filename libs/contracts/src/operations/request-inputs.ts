import { Describes } from '../fields/field.js';
import { BooleanField, EnumField, TextField } from '../fields/kinds.js';
import { IdField, ReasonField, UuidField } from '../fields/named.js';
import {
  REFUSAL_GROUNDS,
  REQUEST_KINDS,
  type RefusalGround,
  type RequestKind,
} from '../vocabulary.js';
import { DriverPath } from './driver-inputs.js';
import { CursorField, LimitField } from './paging.js';

/** A page of writing: more belongs in evidence, and evidence in the case. */
export const WORDS_MAX = 2_000;

@Describes('What a driver asks, about a decision, an order, an outcome or, with none, his profile.')
export class FileRequest {
  @IdField({ optional: true, description: 'For whom; a driver asks for himself.' })
  driverId?: string;

  @EnumField(REQUEST_KINDS, {
    example: 'human_review',
    description: 'The first is answered at once from the record, the others by a person.',
  })
  kind: RequestKind;

  @UuidField({ optional: true })
  orderId?: string;

  @UuidField({ optional: true })
  decisionId?: string;

  @IdField({ optional: true, description: 'Only with `correction`.' })
  outcomeId?: string;

  @TextField({
    optional: true,
    min: 1,
    max: WORDS_MAX,
    example: 'I was at the gate at 09:40.',
    description: 'In his own words; nobody but him and the reviewer reads them.',
  })
  words?: string;
}

@Describes('One request.')
export class RequestPath {
  @UuidField({ in: 'path' })
  requestId: string;
}

@Describes("A driver's requests, newest first.")
export class ListRequests extends DriverPath {
  @LimitField()
  limit: number;

  @CursorField()
  cursor?: string;
}

@Describes('What the check of identity came to.')
export class VerifyIdentity extends RequestPath {
  @BooleanField()
  proven: boolean;

  @ReasonField({ example: 'called back on the registered telephone' })
  reason: string;
}

@Describes(
  'Turns a request down, on a listed ground, with a reason that the driver reads (D6, D8).',
)
export class RefuseRequest extends RequestPath {
  @EnumField(REFUSAL_GROUNDS, { example: 'repeated' })
  ground: RefusalGround;

  @ReasonField({ example: 'The same was answered on 3 November, and nothing has changed since.' })
  reason: string;
}

@Describes('The grounds on which a request may be refused.')
export class ListGrounds {}

@Describes('Whether the driver refuses to be decided on by the system alone (D4).')
export class SetHumanDecision extends DriverPath {
  @BooleanField()
  wanted: boolean;
}
