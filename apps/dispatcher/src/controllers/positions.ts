import { Controller } from '@nestjs/common';
import type { AnswerOf } from '#libs/contracts';
import { importOutcomes, reportPositions } from '#libs/dispatch';
import type { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

/** What streams in: where trucks are, and what they did before they came to us. */
@Controller()
export class PositionsController {
  constructor(private readonly service: Service) {}

  @Handles('position.report')
  report(@Ask() asked: Asked<'position.report'>): Promise<Reply<AnswerOf<'position.report'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) => {
      const results = await reportPositions(tx, this.service.matching, caller, input.fixes);
      return { stored: results.filter((result) => result === 'stored').length, results };
    });
  }

  @Handles('outcome.import')
  outcomes(@Ask() asked: Asked<'outcome.import'>): Promise<Reply<AnswerOf<'outcome.import'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, (tx) =>
      importOutcomes(tx, this.service.matching, caller, input.outcomes),
    );
  }
}
