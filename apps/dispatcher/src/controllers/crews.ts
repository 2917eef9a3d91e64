import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type CrewView, type InvitationView } from '#libs/contracts';
import {
  answerInvitation,
  crewOf,
  inviteCoDriver,
  leaveCrew,
  type Crew,
  type Invitation,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

/** Two who ride together, by invitation (邀请副驾, M14). */
@Controller()
export class CrewsController {
  constructor(private readonly service: Service) {}

  @Handles('crew.get')
  async get(@Ask() { caller, input }: Asked<'crew.get'>): Promise<Reply<AnswerOf<'crew.get'>>> {
    return new Reply(crewView(await crewOf(this.service.read, caller, input.driverId)));
  }

  @Handles('crew.invite')
  invite(@Ask() asked: Asked<'crew.invite'>): Promise<Reply<AnswerOf<'crew.invite'>>> {
    return this.service.command(asked, async (tx) =>
      invitationView(await inviteCoDriver(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('crew.answer')
  answer(@Ask() asked: Asked<'crew.answer'>): Promise<Reply<AnswerOf<'crew.answer'>>> {
    return this.service.command(asked, async (tx) =>
      invitationView(await answerInvitation(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('crew.leave')
  leave(@Ask() asked: Asked<'crew.leave'>): Promise<Reply<AnswerOf<'crew.leave'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      crewView(await leaveCrew(tx, this.service.matching, caller, input.driverId)),
    );
  }
}

const invitationView = ({
  invitedAtMs,
  answeredAtMs,
  ...invitation
}: Invitation): InvitationView => ({
  ...invitation,
  invitedAt: timeText(invitedAtMs),
  answeredAt: answeredAtMs === null ? null : timeText(answeredAtMs),
});

const crewView = ({ driver, invitations }: Crew): CrewView => ({
  driverId: driver.driverId,
  crew: driver.crew,
  invitations: invitations.map(invitationView),
});
