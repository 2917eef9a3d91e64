import { Describes } from '../fields/field.js';
import { EnumField } from '../fields/kinds.js';
import { UuidField } from '../fields/named.js';
import {
  ERASURE_GROUNDS,
  ERASURE_RECIPIENTS,
  type ErasureGround,
  type ErasureRecipient,
} from '../vocabulary.js';
import { DriverPath } from './driver-inputs.js';

@Describes(
  'Asks for everything about a driver to be erased, on one of the five grounds of the law.',
)
export class AskErasure extends DriverPath {
  @EnumField(ERASURE_GROUNDS, {
    example: 'service_ended',
    description: 'PIPL 47(1), in its order. Closing the account is `service_ended`.',
  })
  ground: ErasureGround;
}

@Describes('One erasure.')
export class ErasurePath {
  @UuidField({ in: 'path' })
  erasureId: string;
}

@Describes('A recipient has deleted what it had of the driver it was told of.')
export class AcknowledgeErasure extends ErasurePath {
  @EnumField(ERASURE_RECIPIENTS, { example: 'partner' })
  recipient: ErasureRecipient;
}
