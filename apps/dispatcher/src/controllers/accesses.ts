import { Controller } from '@nestjs/common';
import type { AnswerOf } from '#libs/contracts';
import { askAccess, decideAccess, driverAccesses } from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { accessRequestView, accessView } from '../views/access.js';

/** Who may see what of a driver, who has said so, and who has looked (S2). */
@Controller()
export class AccessesController {
  constructor(private readonly service: Service) {}

  @Handles('access.request')
  ask(@Ask() asked: Asked<'access.request'>): Promise<Reply<AnswerOf<'access.request'>>> {
    return this.service.command(asked, async (tx) =>
      accessRequestView(await askAccess(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('access.decide')
  decide(@Ask() asked: Asked<'access.decide'>): Promise<Reply<AnswerOf<'access.decide'>>> {
    return this.service.command(asked, async (tx) =>
      accessRequestView(await decideAccess(tx, this.service.matching, asked.caller, asked.input)),
    );
  }

  @Handles('access.list')
  async list(@Ask() { input }: Asked<'access.list'>): Promise<Reply<AnswerOf<'access.list'>>> {
    const after = readCursor(input.cursor);
    const requests = await this.service.read.accesses.requests({
      limit: input.limit + 1,
      ...(input.state === undefined ? {} : { state: input.state }),
      ...(after === null ? {} : { after: { atMs: after.at, id: after.id } }),
    });
    const items = requests.slice(0, input.limit);
    const last = items.at(-1);
    const more = requests.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(accessRequestView),
      nextCursor: more ? cursorFrom(last.askedAtMs, last.accessId) : null,
    });
  }

  @Handles('driver.accesses')
  async ofDriver(
    @Ask() { caller, input }: Asked<'driver.accesses'>,
  ): Promise<Reply<AnswerOf<'driver.accesses'>>> {
    const { accesses, requests } = await driverAccesses(this.service.read, caller, {
      driverId: input.driverId,
      after: readCursor(input.cursor)?.at ?? null,
      limit: input.limit + 1,
    });
    const items = accesses.slice(0, input.limit);
    const last = items.at(-1);
    const more = accesses.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(accessView),
      requests: requests.map(accessRequestView),
      nextCursor: more ? cursorFrom(last.number, 'a') : null,
    });
  }
}
