import { Describes } from '../fields/field.js';
import { BooleanField } from '../fields/kinds.js';
import { IdField, UuidField } from '../fields/named.js';
import { CrewView, InvitationView } from '../views/crew-view.js';
import { DriverPath } from './driver-inputs.js';
import { operation } from './operation.js';

@Describes('Invites a driver one knows to ride along (邀请副驾).')
export class InviteCoDriver extends DriverPath {
  @IdField({ example: 'drv-0002', description: 'As he has told it himself; nobody is looked up.' })
  coDriverId: string;
}

@Describes('Says yes or no to an invitation.')
export class AnswerInvitation extends DriverPath {
  @UuidField({ in: 'path' })
  invitationId: string;

  @BooleanField()
  accept: boolean;
}

@Describes('Rides alone again.')
export class LeaveCrew extends DriverPath {}

export const crewOperations = [
  operation({
    id: 'crew.invite',
    summary: 'Invite a co-driver (邀请副驾)',
    method: 'POST',
    path: '/v1/drivers/{driverId}/crew/invitations',
    roles: ['driver'],
    ownership: 'The driver himself. A new invitation takes the place of an open one.',
    input: InviteCoDriver,
    status: 201,
    answer: InvitationView,
    tag: 'drivers',
    problems: ['wrong_state'],
  }),
  operation({
    id: 'crew.answer',
    summary: 'Accept or decline an invitation to ride along',
    method: 'POST',
    path: '/v1/drivers/{driverId}/crew/invitations/{invitationId}/answer',
    roles: ['driver'],
    ownership: 'The driver who was invited.',
    input: AnswerInvitation,
    answer: InvitationView,
    tag: 'drivers',
    problems: ['wrong_state'],
  }),
  operation({
    id: 'crew.leave',
    summary: 'Ride alone again',
    method: 'POST',
    path: '/v1/drivers/{driverId}/crew/leave',
    roles: ['driver'],
    ownership: 'The driver himself, of his own crew.',
    input: LeaveCrew,
    answer: CrewView,
    tag: 'drivers',
    problems: ['wrong_state'],
  }),
  operation({
    id: 'crew.get',
    summary: 'Read the crew and its invitations',
    method: 'GET',
    path: '/v1/drivers/{driverId}/crew',
    roles: ['driver'],
    ownership: 'The driver himself.',
    input: DriverPath,
    answer: CrewView,
    tag: 'drivers',
  }),
] as const;
