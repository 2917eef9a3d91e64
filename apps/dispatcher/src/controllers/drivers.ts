import { Controller } from '@nestjs/common';
import { timeMs, timeText, type AnswerOf } from '#libs/contracts';
import {
  approvalFor,
  changeConsent,
  changeDuty,
  changeHome,
  changePlace,
  driverProfile,
  driverSeen,
  mustBeApproved,
  nearbyCargo,
  recordShown,
  registerDriver,
  type DriverState,
  type Tx,
} from '#libs/dispatch';
import { Reply } from '../requests/answering.js';
import { Ask, type Asked, type Request } from '../requests/asked.js';
import { cursorFrom, readCursor } from '../requests/cursor.js';
import { Handles } from '../requests/handles.js';
import { Service } from '../service.js';
import { driverView } from '../views/driver.js';
import { orderView } from '../views/order.js';

type DriverReply = Promise<Reply<AnswerOf<'driver.get'>>>;

/** Drivers: what a service registers, what each sets for himself, and what is near him. */
@Controller()
export class DriversController {
  constructor(private readonly service: Service) {}

  @Handles('driver.register')
  register(@Ask() asked: Asked<'driver.register'>): DriverReply {
    const { driverId, vehicle, qualifications, crew, cityCode } = asked.input;
    return this.change(asked, (tx) =>
      registerDriver(tx, this.service.matching, asked.caller, {
        driverId,
        vehicle,
        qualifications,
        crew: { size: crew.size, coDriverId: crew.coDriverId ?? null },
        cityCode,
        carrierId: asked.input.carrierId ?? null,
        homeCityCode: asked.input.homeCityCode ?? null,
      }),
    );
  }

  @Handles('driver.get')
  async get(@Ask() { caller, operation, input }: Asked<'driver.get'>): DriverReply {
    const { read, matching } = this.service;
    const { driverId } = input;
    const driver = await driverSeen(read, caller, driverId);
    const staff = caller.role === 'operator' || caller.role === 'reviewer';
    const approval = staff
      ? await approvalFor(read, matching, caller, { driverId, what: 'position' })
      : null;
    const placed = !staff || approval !== null;
    const what = placed ? 'position' : 'state';
    await recordShown(read, matching, caller, operation.id, [{ driverId, what, approval }]);
    return new Reply(driverView(driver, placed));
  }

  @Handles('driver.consent')
  consent(@Ask() asked: Asked<'driver.consent'>): DriverReply {
    return this.change(asked, (tx) =>
      changeConsent(tx, this.service.matching, asked.caller, asked.input),
    );
  }

  @Handles('driver.duty')
  duty(@Ask() asked: Asked<'driver.duty'>): DriverReply {
    return this.change(asked, (tx) =>
      changeDuty(tx, this.service.matching, asked.caller, asked.input),
    );
  }

  @Handles('driver.home')
  home(@Ask() asked: Asked<'driver.home'>): DriverReply {
    return this.change(asked, (tx) =>
      changeHome(tx, this.service.matching, asked.caller, asked.input),
    );
  }

  @Handles('driver.place')
  place(@Ask() asked: Asked<'driver.place'>): DriverReply {
    const { driverId, position, cityCode } = asked.input;
    return this.change(asked, (tx) =>
      changePlace(tx, this.service.matching, asked.caller, {
        driverId,
        position,
        cityCode: cityCode ?? null,
      }),
    );
  }

  @Handles('driver.profile')
  async profile(
    @Ask() { caller, operation, input }: Asked<'driver.profile'>,
  ): Promise<Reply<AnswerOf<'driver.profile'>>> {
    const { read, matching } = this.service;
    const { driverId } = input;
    const { asOfMs, ...profile } = await driverProfile(read, matching, caller, driverId);
    const approval = await mustBeApproved(read, matching, caller, { driverId, what: 'profile' });
    await recordShown(read, matching, caller, operation.id, [
      { driverId, what: 'profile', approval },
    ]);
    return new Reply({ ...profile, asOf: timeText(asOfMs) });
  }

  @Handles('driver.cargo')
  async cargo(
    @Ask() { caller, input }: Asked<'driver.cargo'>,
  ): Promise<Reply<AnswerOf<'driver.cargo'>>> {
    const after = readCursor(input.cursor);
    const { cargo, lookedAt } = await nearbyCargo(
      this.service.read,
      this.service.matching,
      caller,
      {
        driverId: input.driverId,
        fromCityCode: input.fromCityCode ?? null,
        toCityCode: input.toCityCode ?? null,
        loadingFromMs: input.loadingFrom === undefined ? null : timeMs(input.loadingFrom),
        loadingUntilMs: input.loadingUntil === undefined ? null : timeMs(input.loadingUntil),
        body: input.body ?? null,
        limit: input.limit + 1,
        after: after === null ? null : { total: after.at, orderId: after.id },
      },
    );
    const items = cargo.slice(0, input.limit);
    const last = items.at(-1);
    const more = cargo.length > input.limit && last !== undefined;
    return new Reply({
      items: items.map(({ order, pickupMeters, total, parts, grabbed }) => ({
        order: orderView(order),
        pickupMeters,
        total,
        parts: [...parts],
        grabbed,
      })),
      lookedAt,
      nextCursor: more ? cursorFrom(last.total, last.order.orderId) : null,
    });
  }

  private change(asked: Request<object>, work: (tx: Tx) => Promise<DriverState>): DriverReply {
    // A registration answers with what it has written, and not with where the driver is.
    const placed = asked.caller.role === 'driver';
    return this.service.command(asked, async (tx) => driverView(await work(tx), placed));
  }
}
