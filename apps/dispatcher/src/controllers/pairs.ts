import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf, type PairView } from '#libs/contracts';
import { clearPair, declineOrder, otherOf, pairsOf, setPair, type Pair } from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

/**
 * Who will not work with whom, whom a shipper is glad to see again, and what a driver turned down.
 */
@Controller()
export class PairsController {
  constructor(private readonly service: Service) {}

  @Handles('pair.set')
  set(@Ask() asked: Asked<'pair.set'>): Promise<Reply<AnswerOf<'pair.set'>>> {
    return this.service.command(asked, async (tx) =>
      pairView(await setPair(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('pair.clear')
  clear(@Ask() asked: Asked<'pair.clear'>): Promise<Reply<AnswerOf<'pair.clear'>>> {
    return this.service.command(asked, async (tx) => {
      await clearPair(tx, this.service.matching, asked.caller, asked.input);
      return { otherId: asked.input.otherId, kind: null, since: null };
    });
  }

  @Handles('pair.list')
  async list(@Ask() { caller, input }: Asked<'pair.list'>): Promise<Reply<AnswerOf<'pair.list'>>> {
    const after = readCursor(input.cursor)?.id ?? null;
    const page = { after, limit: input.limit + 1 };
    const pairs = await pairsOf(this.service.read, caller, page);
    const items = pairs.slice(0, input.limit);
    const last = items.at(-1);
    const more = pairs.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(pairView),
      nextCursor: more ? cursorFrom(last.atMs, otherOf(last)) : null,
    });
  }

  @Handles('order.decline')
  decline(@Ask() asked: Asked<'order.decline'>): Promise<Reply<AnswerOf<'order.decline'>>> {
    return this.service.command(asked, async (tx) => {
      const { atMs } = await declineOrder(tx, this.service.matching, asked.caller, asked.input);
      const { orderId, reason } = asked.input;
      return { orderId, reason, declinedAt: timeText(atMs) };
    });
  }
}

const pairView = (pair: Pair): PairView => ({
  otherId: otherOf(pair),
  kind: pair.kind,
  since: timeText(pair.atMs),
});
