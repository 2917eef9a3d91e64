import { cellCenter, cityByCode, greatCircleMeters } from '#libs/fleet-index';
import {
  explainNotReached,
  explainToDriver as viewOf,
  type DecisionHeader,
  type DriverExplanation,
  type DriverRow,
  type PastEvidence,
} from '#libs/explanations';
import type { Caller } from '../caller.js';
import type { PolicyShelf } from '../matching/policy-shelf.js';
import type { Order, Position } from '../model/order.js';
import type { Tx } from '../ports/database.js';
import { notFound } from '../rejection.js';
import { decidingRecord } from './deciding-record.js';

type Means = { readonly policies: PolicyShelf };

/** Whom the caller may ask for: a driver for himself, staff for the driver they name. */
export function askedAbout({ role, subject }: Caller, driverId: string | null): string {
  if (role === 'driver') {
    if (driverId !== null && driverId !== subject) throw notFound('driver', driverId);
    return subject;
  }
  if (driverId === null) throw notFound('driver', '(none named)');
  return driverId;
}

/**
 * Any driver, any order: from the record, or worked out from what is kept of that moment. Null
 * while nothing was decided.
 */
export async function explainOrderToDriver(
  tx: Tx,
  means: Means,
  { orderId, driverId }: { orderId: string; driverId: string },
): Promise<DriverExplanation | null> {
  const order = await tx.orders.byId(orderId);
  if (order === null) throw notFound('order', orderId);
  const deciding = await decidingRecord(tx, orderId, driverId);
  return deciding === null
    ? null
    : explain(tx, means, order, driverId, deciding.header, deciding.row);
}

export async function explainDecisionToDriver(
  tx: Tx,
  means: Means,
  { decisionId, driverId }: { decisionId: string; driverId: string },
): Promise<DriverExplanation> {
  const decision = await tx.ledger.decision(decisionId);
  const order = decision === null ? null : await tx.orders.byId(decision.orderId);
  if (decision === null || order === null) throw notFound('decision', decisionId);
  const row = await tx.ledger.driverRow(decisionId, driverId);
  return explain(tx, means, order, driverId, decision, row);
}

async function explain(
  tx: Tx,
  { policies }: Means,
  order: Order,
  driverId: string,
  header: DecisionHeader,
  row: DriverRow | null,
): Promise<DriverExplanation> {
  const stored = await tx.ledger.decision(header.decisionId);
  if (stored === null) throw new Error(`decision ${header.decisionId} vanished`);
  const { bundle } = stored;
  const policy = await policies.get(tx, header.policyHash);
  if (row !== null) return viewOf({ header, bundle, row, policy });
  const evidence = await evidenceOf(tx, order, driverId, header.decidedAtMs);
  return explainNotReached({ header, bundle, evidence, policy });
}

async function evidenceOf(
  tx: Tx,
  { loading }: Order,
  driverId: string,
  atMs: number,
): Promise<PastEvidence> {
  const driver = await tx.drivers.byId(driverId);
  if (driver === null) throw notFound('driver', driverId);
  const state = await tx.drivers.stateAt(driverId, atMs);
  const place: Position | null =
    state === null
      ? null
      : state.cell === null
        ? cityByCode(state.cityCode)
        : cellCenter(state.cell);
  return {
    registeredAtMs: driver.registeredAtMs,
    state,
    pickupMeters: place === null ? null : greatCircleMeters(place, loading),
    cityName: (code) => {
      const city = cityByCode(code);
      return city === null ? null : { zh: city.zh, en: city.en };
    },
  };
}
