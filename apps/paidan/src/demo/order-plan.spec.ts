import { greatCircleMeters } from '#libs/fleet-index';
import { planFleet } from './fleet.js';
import { planOrders } from './order-plan.js';
import { chinesePlaces } from './places.js';
import { Random } from './random.js';

describe('what the demo plans', () => {
  const places = chinesePlaces();
  const fleet = planFleet(400, 1, places);
  const plans = planOrders(60, fleet, places, new Random(1));

  it('cuts each order from the truck of a driver who can carry it, and of no other order', () => {
    const served = plans.flatMap(({ keyDriver, order, from }) =>
      keyDriver === null ? [] : [{ keyDriver, order, from }],
    );
    for (const { keyDriver, order, from } of served) {
      const { vehicle, qualifications } = keyDriver.truck;
      expect(keyDriver).toMatchObject({ onDuty: true, placed: 'position' });
      expect(order.bodyTypes).toContain(vehicle.body);
      expect(order.minLengthMillimeters).toBeLessThanOrEqual(vehicle.lengthMillimeters);
      for (const part of ['kilograms', 'litres', 'vehicleSlots'] as const) {
        expect(order.load[part]).toBeLessThanOrEqual(vehicle.capacity[part]);
      }
      for (const needed of order.qualifications) expect(qualifications).toContain(needed);
      expect(greatCircleMeters(keyDriver.at, from)).toBeLessThan(45_000);
    }
    expect(new Set(served.map(({ keyDriver }) => keyDriver.driverId)).size).toBe(served.length);
    expect(served.length * 100).toBeGreaterThan(plans.length * 90);
  });

  it('has loads that no truck of the fleet can carry, and shippers who change their minds', () => {
    const oversize = plans.filter(({ keyDriver }) => keyDriver === null);
    expect(oversize).toHaveLength(4);
    const heaviest = Math.max(...fleet.map(({ truck }) => truck.vehicle.capacity.kilograms));
    for (const { order } of oversize) expect(order.load.kilograms).toBeGreaterThan(heaviest);
    const turns = plans.map(({ turn }) => turn);
    expect(turns.filter((turn) => turn === 'cancels')).toHaveLength(2);
    expect(turns.filter((turn) => turn === 'amends')).toHaveLength(3);
    expect(turns.filter((turn) => turn === 'leaves_unconfirmed')).toHaveLength(1);
  });

  it('has drivers who keep their location to themselves, by place and by city', () => {
    for (const way of ['position', 'manual', 'city'] as const) {
      expect(fleet.some(({ placed }) => placed === way)).toBe(true);
    }
  });

  it('begins a larger fleet like a smaller one, so that a later run finds the same drivers', () => {
    expect(planFleet(50, 1, places)).toEqual(fleet.slice(0, 50));
  });
});
