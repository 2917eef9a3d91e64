import { Controller } from '@nestjs/common';
import { timeText, type AnswerOf } from '#libs/contracts';
import {
  carrierDrivers,
  corridorMeters,
  mustBeApproved,
  recordShown,
  tripSeen,
  TruckCounts,
} from '#libs/dispatch';
import { tripRulesOf } from '#libs/matcher';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';

/** Where trucks are, for those who are not on them: counts, an order's way, a company's states. */
@Controller()
export class PlacesController {
  private readonly trucks: TruckCounts;

  constructor(private readonly service: Service) {
    const { database, matching } = service;
    this.trucks = new TruckCounts(database, matching);
  }

  @Handles('trucks.nearby')
  async nearby(
    @Ask() { input }: Asked<'trucks.nearby'>,
  ): Promise<Reply<AnswerOf<'trucks.nearby'>>> {
    const { lat, lng, coordinateSystem, radiusMeters, body = null } = input;
    const near = await this.trucks.near({ at: { lat, lng, coordinateSystem }, radiusMeters, body });
    const { countedAtMs, groups, ...rest } = near;
    return new Reply({ ...rest, countedAt: timeText(countedAtMs), groups: [...groups] });
  }

  @Handles('order.trip')
  async trip(
    @Ask() { caller, operation, input }: Asked<'order.trip'>,
  ): Promise<Reply<AnswerOf<'order.trip'>>> {
    const { read, matching } = this.service;
    const { order, trip, track } = await tripSeen(read, caller, input.orderId);
    const { driverId, orderId, startedAtMs, endedAtMs, state } = trip;
    const approval = await mustBeApproved(read, matching, caller, { driverId, what: 'track' });
    await recordShown(read, matching, caller, operation.id, [
      { driverId, what: 'track', orderId, approval },
    ]);
    const rules = tripRulesOf(await matching.policies.get(read, trip.policyHash));
    return new Reply({
      orderId,
      driverId,
      status: order.status,
      startedAt: timeText(startedAtMs),
      endedAt: endedAtMs === null ? null : timeText(endedAtMs),
      durationSeconds: endedAtMs === null ? null : Math.floor((endedAtMs - startedAtMs) / 1000),
      tracked: state !== null,
      drivenMeters: state === null && trip.meters === 0 ? null : trip.meters,
      deviations: trip.deviations,
      corridorMeters: corridorMeters(trip.way, rules),
      track: track.map(({ lat, lng, observedAtMs }) => ({ lat, lng, at: timeText(observedAtMs) })),
      suspicions: caller.role === 'driver' ? [...trip.suspicions] : [],
    });
  }

  @Handles('carrier.drivers')
  async ofCarrier(
    @Ask() { caller, operation, input }: Asked<'carrier.drivers'>,
  ): Promise<Reply<AnswerOf<'carrier.drivers'>>> {
    const { read, matching } = this.service;
    const drivers = await carrierDrivers(read, caller, {
      after: readCursor(input.cursor)?.id ?? null,
      limit: input.limit + 1,
    });
    const items = drivers.slice(0, input.limit);
    const last = items.at(-1);
    await recordShown(
      read,
      matching,
      caller,
      operation.id,
      items.map(({ driverId }) => ({ driverId, what: 'state' })),
    );
    return new Reply({
      items: items.map(({ registeredAtMs, orders, ...driver }) => ({
        ...driver,
        orders: [...orders],
        registeredAt: timeText(registeredAtMs),
      })),
      nextCursor:
        drivers.length > input.limit && last !== undefined ? cursorFrom(0, last.driverId) : null,
    });
  }
}
