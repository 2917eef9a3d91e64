import type { Caller } from '../caller.js';
import { history } from '../drivers/history.js';
import { event } from '../event.js';
import type { Matching } from '../matching/context.js';
import type { DriverState } from '../model/driver.js';
import type { Invitation } from '../ports/crews.js';
import type { Tx } from '../ports/database.js';
import { notFound, Rejection } from '../rejection.js';

const INVITATIONS_MAX = 50;

type Means = Pick<Matching, 'clock' | 'entropy'>;
export type Crew = { readonly driver: DriverState; readonly invitations: readonly Invitation[] };

/** The driver himself, locked; as good as absent for everybody else. */
async function self(tx: Tx, { subject }: Caller, driverId: string): Promise<DriverState> {
  const driver = subject === driverId ? await tx.drivers.byIdForUpdate(driverId) : null;
  if (driver === null) throw notFound('driver', driverId);
  return driver;
}

/**
 * A driver asks another, whom he knows by his id, to ride with him (邀请副驾, M14). Whether there is
 * such a driver is not told: an invitation to nobody stays open for ever.
 */
export async function inviteCoDriver(
  tx: Tx,
  { clock, entropy }: Means,
  caller: Caller,
  { driverId, coDriverId }: { driverId: string; coDriverId: string },
): Promise<Invitation> {
  const driver = await self(tx, caller, driverId);
  if (coDriverId === driverId) {
    throw new Rejection('validation_failed', 'Nobody is his own co-driver.', [
      { path: '/coDriverId', code: 'crew', message: 'expected another driver than yourself' },
    ]);
  }
  mustBeAlone(driver);
  const invitation: Invitation = {
    invitationId: entropy.newId(),
    driverId,
    coDriverId,
    state: 'open',
    invitedAtMs: clock.nowMs(),
    answeredAtMs: null,
  };
  await tx.crews.invite(invitation);
  return invitation;
}

/** Only a yes of who was invited makes a crew; then both are one, and each knows of the other. */
export async function answerInvitation(
  tx: Tx,
  means: Means,
  caller: Caller,
  asked: { driverId: string; invitationId: string; accept: boolean },
): Promise<Invitation> {
  const { driverId, invitationId, accept } = asked;
  const invitation = await tx.crews.byIdForUpdate(invitationId);
  if (invitation === null || invitation.coDriverId !== driverId || caller.subject !== driverId) {
    throw notFound('invitation', invitationId);
  }
  if (invitation.state !== 'open') {
    throw new Rejection('wrong_state', `This invitation is ${invitation.state} already.`);
  }
  const answered: Invitation = {
    ...invitation,
    state: accept ? 'accepted' : 'declined',
    answeredAtMs: means.clock.nowMs(),
  };
  await tx.crews.answer(answered);
  if (!accept) return answered;
  const [host, guest] = await both(tx, invitation.driverId, driverId);
  for (const each of [host, guest]) mustBeAlone(each);
  await ride(tx, means, caller, host, guest.driverId);
  await ride(tx, means, caller, guest, host.driverId);
  return answered;
}

/** Either may leave; then each rides alone. */
export async function leaveCrew(
  tx: Tx,
  means: Means,
  caller: Caller,
  driverId: string,
): Promise<Crew> {
  if (caller.subject !== driverId) throw notFound('driver', driverId);
  const known = await tx.drivers.byId(driverId);
  if (known === null) throw notFound('driver', driverId);
  const { coDriverId } = known.crew;
  if (known.crew.size === 1) throw new Rejection('wrong_state', 'You ride alone already.');
  if (coDriverId === null) {
    await ride(tx, means, caller, await self(tx, caller, driverId), null);
  } else {
    const [mine, other] = await both(tx, driverId, coDriverId);
    await ride(tx, means, caller, mine, null);
    if (other.crew.coDriverId === driverId) await ride(tx, means, caller, other, null);
  }
  return crewOf(tx, caller, driverId);
}

export async function crewOf(tx: Tx, caller: Caller, driverId: string): Promise<Crew> {
  const driver = caller.subject === driverId ? await tx.drivers.byId(driverId) : null;
  if (driver === null) throw notFound('driver', driverId);
  return { driver, invitations: await tx.crews.of(driverId, INVITATIONS_MAX) };
}

function mustBeAlone({ driverId, crew }: DriverState): void {
  if (crew.size === 1) return;
  throw new Rejection('wrong_state', `Driver ${driverId} rides with another already.`);
}

/** Locked in the order of ids, so that two crews in the making never wait in a circle. */
async function both(tx: Tx, first: string, second: string): Promise<[DriverState, DriverState]> {
  const locked = new Map<string, DriverState>();
  for (const driverId of [first, second].sort()) {
    const driver = await tx.drivers.byIdForUpdate(driverId);
    if (driver === null) throw notFound('driver', driverId);
    locked.set(driverId, driver);
  }
  const [one, other] = [locked.get(first), locked.get(second)];
  if (one === undefined || other === undefined) throw new Error('a locked driver vanished');
  return [one, other];
}

async function ride(
  tx: Tx,
  { clock, entropy }: Means,
  { requestId }: Caller,
  driver: DriverState,
  coDriverId: string | null,
): Promise<void> {
  const { driverId } = driver;
  const nowMs = clock.nowMs();
  const size = coDriverId === null ? 1 : 2;
  const crew = { size, coDriverId } as const;
  if (!(await tx.drivers.update({ ...driver, crew, version: driver.version + 1 }))) {
    throw new Error(`driver ${driverId} changed under its own lock`);
  }
  const after = await tx.drivers.byId(driverId);
  if (after === null) throw new Error(`driver ${driverId} vanished`);
  await tx.drivers.recordState(history(after, nowMs));
  await tx.outbox.add([
    event(entropy, requestId, nowMs, 'driver.crew_changed', driverId, {
      driverId,
      size,
      coDriverId,
    }),
  ]);
}
