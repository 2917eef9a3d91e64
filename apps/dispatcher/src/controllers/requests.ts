import { Controller } from '@nestjs/common';
import type { AnswerOf } from '#libs/contracts';
import { notFound, recordShown } from '#libs/dispatch';
import {
  asSeenBy,
  chooseHuman,
  correctionOf,
  fileRequest,
  GROUND_LABELS,
  REFUSAL_GROUNDS,
  refuseRequest,
  requestSeen,
  requestsOf,
  standingSeen,
  verifyIdentity,
} from '#libs/rights';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { requestView, standingView } from '../views/request.js';

type RequestReply = Promise<Reply<AnswerOf<'request.get'>>>;

/** What drivers ask of those who decide about them, and what they choose (D1–D8). */
@Controller()
export class RequestsController {
  constructor(private readonly service: Service) {}

  @Handles('request.file')
  file(@Ask() asked: Asked<'request.file'>): RequestReply {
    const { caller, input } = asked;
    const driverId = input.driverId ?? (caller.role === 'driver' ? caller.subject : null);
    if (driverId === null) throw notFound('driver', '(none named)');
    return this.service.command(asked, async (tx) => {
      const request = await fileRequest(tx, this.service.rights, caller, {
        driverId,
        kind: input.kind,
        orderId: input.orderId ?? null,
        decisionId: input.decisionId ?? null,
        outcomeId: input.outcomeId ?? null,
        words: input.words ?? null,
      });
      return requestView(asSeenBy(caller, request));
    });
  }

  @Handles('request.get')
  async get(@Ask() { caller, operation, input }: Asked<'request.get'>): RequestReply {
    const { read, matching } = this.service;
    const request = await requestSeen(read, caller, input.requestId);
    const { driverId, orderId, decisionId, requestId } = request;
    const reason = `request ${requestId}`;
    await recordShown(read, matching, caller, operation.id, [
      { driverId, what: 'request', orderId, decisionId, reason },
    ]);
    const correction = caller.role === 'service' ? null : await correctionOf(read, request);
    return new Reply(requestView(request, correction));
  }

  @Handles('request.list')
  async list(
    @Ask() { caller, operation, input }: Asked<'request.list'>,
  ): Promise<Reply<AnswerOf<'request.list'>>> {
    const after = readCursor(input.cursor);
    const requests = await requestsOf(this.service.read, caller, input.driverId, {
      limit: input.limit + 1,
      ...(after === null ? {} : { after: { receivedAtMs: after.at, requestId: after.id } }),
    });
    const items = requests.slice(0, input.limit);
    const last = items.at(-1);
    const more = requests.length > input.limit && last !== undefined;
    const { read, matching } = this.service;
    const { driverId } = input;
    await recordShown(read, matching, caller, operation.id, [{ driverId, what: 'request' }]);
    return new Reply({
      items: items.map((each) => requestView(each)),
      nextCursor: more ? cursorFrom(last.receivedAtMs, last.requestId) : null,
    });
  }

  @Handles('request.verify')
  verify(@Ask() asked: Asked<'request.verify'>): RequestReply {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      requestView(asSeenBy(caller, await verifyIdentity(tx, this.service.rights, caller, input))),
    );
  }

  @Handles('request.refuse')
  refuse(@Ask() asked: Asked<'request.refuse'>): RequestReply {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      requestView(await refuseRequest(tx, this.service.rights, caller, input)),
    );
  }

  @Handles('request.grounds')
  async grounds(@Ask() _: Asked<'request.grounds'>): Promise<Reply<AnswerOf<'request.grounds'>>> {
    return new Reply({
      items: REFUSAL_GROUNDS.map((ground) => ({ ground, ...GROUND_LABELS[ground] })),
    });
  }

  @Handles('driver.human_decision')
  human(
    @Ask() asked: Asked<'driver.human_decision'>,
  ): Promise<Reply<AnswerOf<'driver.human_decision'>>> {
    const { caller, input } = asked;
    return this.service.command(asked, async (tx) =>
      standingView(await chooseHuman(tx, this.service.rights, caller, input)),
    );
  }

  @Handles('driver.standing')
  async standing(
    @Ask() { caller, operation, input }: Asked<'driver.standing'>,
  ): Promise<Reply<AnswerOf<'driver.standing'>>> {
    const { read, matching } = this.service;
    const { driverId } = input;
    const standing = await standingSeen(read, caller, driverId);
    await recordShown(read, matching, caller, operation.id, [{ driverId, what: 'state' }]);
    return new Reply(standingView(standing));
  }
}
