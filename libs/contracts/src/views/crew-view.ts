import { Describes } from '../fields/field.js';
import { EnumField, ListField, ObjectField } from '../fields/kinds.js';
import { IdField, UtcField, UuidField } from '../fields/named.js';
import { CrewFacts } from '../operations/driver-inputs.js';
import { INVITATION_STATES, type InvitationState } from '../vocabulary.js';

@Describes('One driver has asked another to ride along.')
export class InvitationView {
  @IdField()
  driverId: string;

  @UuidField()
  invitationId: string;

  @IdField({ example: 'drv-0002' })
  coDriverId: string;

  @EnumField(INVITATION_STATES)
  state: InvitationState;

  @UtcField()
  invitedAt: string;

  @UtcField({ nullable: true })
  answeredAt: string | null;
}

@Describes('Who rides on the truck, and who has asked whom.')
export class CrewView {
  @IdField()
  driverId: string;

  @ObjectField(() => CrewFacts, { example: { size: 1, coDriverId: null } })
  crew: CrewFacts;

  @ListField(() => InvitationView, { min: 0, max: 50, description: 'Open ones first.' })
  invitations: InvitationView[];
}
