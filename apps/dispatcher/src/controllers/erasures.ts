import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type ErasureView } from '#libs/contracts';
import { acknowledgeErasure, askErasure, erasureSeen, type Erasure } from '#libs/rights';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

@Controller()
export class ErasuresController {
  constructor(private readonly service: Service) {}

  @Handles('driver.erase')
  erase(@Ask() asked: Asked<'driver.erase'>): Promise<Reply<AnswerOf<'driver.erase'>>> {
    return this.service.command(asked, async (tx) =>
      erasureView(await askErasure(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('erasure.get')
  async get(
    @Ask() { caller, input }: Asked<'erasure.get'>,
  ): Promise<Reply<AnswerOf<'erasure.get'>>> {
    return new Reply(erasureView(await erasureSeen(this.service.read, caller, input.erasureId)));
  }

  @Handles('erasure.acknowledge')
  acknowledge(
    @Ask() asked: Asked<'erasure.acknowledge'>,
  ): Promise<Reply<AnswerOf<'erasure.acknowledge'>>> {
    return this.service.command(asked, async (tx) =>
      erasureView(await acknowledgeErasure(tx, this.service.matching, asked.input)),
    );
  }
}

const erasureView = (erasure: Erasure): ErasureView => ({
  erasureId: erasure.erasureId,
  ground: erasure.ground,
  state: erasure.state,
  waitsFor: erasure.waitsFor,
  askedAt: timeText(erasure.askedAtMs),
  erasedAt: erasure.erasedAtMs === null ? null : timeText(erasure.erasedAtMs),
  certifiedAt: erasure.certifiedAtMs === null ? null : timeText(erasure.certifiedAtMs),
  certificate: erasure.certificate,
});
