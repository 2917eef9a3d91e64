import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf } from '#libs/contracts';
import {
  askedAbout,
  mustBeApproved,
  newestCheckpoint,
  proveDecision,
  proveGrowth,
  recordShown,
  type SignedCheckpoint,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

/** What anyone may hold the service to: the signed log, and his own row in it. */
@Controller()
export class LogController {
  constructor(private readonly service: Service) {}

  @Handles('log.key')
  async key(@Ask() _: Asked<'log.key'>): Promise<Reply<AnswerOf<'log.key'>>> {
    const { origin, vkey } = await newestCheckpoint(this.service.read);
    return new Reply({ origin, vkey });
  }

  @Handles('log.checkpoint')
  async checkpoint(@Ask() _: Asked<'log.checkpoint'>): Promise<Reply<AnswerOf<'log.checkpoint'>>> {
    return new Reply(checkpointView(await newestCheckpoint(this.service.read)));
  }

  @Handles('log.consistency')
  async consistency(
    @Ask() { input }: Asked<'log.consistency'>,
  ): Promise<Reply<AnswerOf<'log.consistency'>>> {
    const { from, to = null } = input;
    return new Reply(await proveGrowth(this.service.read, { from, to }));
  }

  @Handles('decision.proof')
  async decision(
    @Ask() { caller, operation, input }: Asked<'decision.proof'>,
  ): Promise<Reply<AnswerOf<'decision.proof'>>> {
    const { decisionId, driverId = null } = input;
    const about = askedAbout(caller, driverId);
    const { read, matching } = this.service;
    const approval = await mustBeApproved(read, matching, caller, {
      driverId: about,
      what: 'record',
    });
    const proof = await proveDecision(read, { decisionId, driverId: about });
    await recordShown(read, matching, caller, operation.id, [
      { driverId: about, what: 'record', decisionId, approval },
    ]);
    return new Reply(proof);
  }
}

function checkpointView({
  signedAtMs,
  ...checkpoint
}: SignedCheckpoint): AnswerOf<'log.checkpoint'> {
  // The third line of a checkpoint is its root, word for word.
  const [, , root = ''] = checkpoint.note.split('\n');
  return { ...checkpoint, root, signedAt: timeText(signedAtMs) };
}
