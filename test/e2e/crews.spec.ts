import type { CrewView, InvitationView } from '#libs/contracts';
import { aDriver } from '../support/freight.js';
import { TestService } from '../support/service.js';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
  for (const name of ['a', 'b', 'c', 'd']) await aDriver(service, `drv-${name}`);
}, 60_000);
afterAll(() => service.dispose());

const path = (driverId: string, rest = ''): string => `/v1/drivers/${driverId}/crew${rest}`;
const crew = (driverId: string): Promise<CrewView> =>
  service.as('driver', driverId).ok<CrewView>('GET', path(driverId));
const invite = (driverId: string, coDriverId: string): Promise<InvitationView> =>
  service
    .as('driver', driverId)
    .ok<InvitationView>('POST', path(driverId, '/invitations'), { coDriverId });
const answer = async (
  driverId: string,
  { invitationId }: InvitationView,
  accept: boolean,
): Promise<number> =>
  (
    await service
      .as('driver', driverId)
      .call('POST', path(driverId, `/invitations/${invitationId}/answer`), { accept })
  ).status;

describe('[M14] a co-driver', () => {
  it('rides along once he has said yes, and either may leave', async () => {
    const invitation = await invite('drv-a', 'drv-b');
    expect(invitation).toMatchObject({ driverId: 'drv-a', coDriverId: 'drv-b', state: 'open' });
    expect((await crew('drv-a')).crew).toEqual({ size: 1, coDriverId: null });
    expect((await crew('drv-b')).invitations).toEqual([invitation]);
    expect(await answer('drv-b', invitation, true)).toBe(200);
    expect((await crew('drv-a')).crew).toEqual({ size: 2, coDriverId: 'drv-b' });
    expect((await crew('drv-b')).crew).toEqual({ size: 2, coDriverId: 'drv-a' });
    expect(await answer('drv-b', invitation, false)).toBe(409);
    await service.as('driver', 'drv-b').ok('POST', path('drv-b', '/leave'));
    expect((await crew('drv-a')).crew).toEqual({ size: 1, coDriverId: null });
    const again = await service.as('driver', 'drv-a').call('POST', path('drv-a', '/leave'));
    expect(again.status).toBe(409);
    const events = await service.database.query(
      `SELECT 1 FROM outbox WHERE type = 'driver.crew_changed'`,
    );
    expect(events).toHaveLength(4);
  });

  it('may say no, and is asked by one open invitation of a driver at a time', async () => {
    const first = await invite('drv-c', 'drv-a');
    const second = await invite('drv-c', 'drv-d');
    expect(await answer('drv-a', first, true)).toBe(409);
    expect(await answer('drv-d', second, false)).toBe(200);
    expect((await crew('drv-c')).crew.size).toBe(1);
  });

  it('is asked by himself only: nobody answers for him, nobody learns who is registered', async () => {
    const invitation = await invite('drv-c', 'drv-d');
    expect(await answer('drv-a', invitation, true)).toBe(404);
    expect(await answer('drv-c', invitation, true)).toBe(404);
    const forged = path('drv-d', `/invitations/${invitation.invitationId}/answer`);
    const foreign = await service.as('driver', 'drv-a').call('POST', forged, { accept: true });
    expect(foreign.status).toBe(404);
    const nobody = await invite('drv-c', 'nobody-there');
    expect({ ...nobody, invitationId: '', coDriverId: '', invitedAt: '' }).toEqual({
      ...{ ...invitation, invitationId: '', coDriverId: '', invitedAt: '' },
    });
    const own = await service
      .as('driver', 'drv-c')
      .call('POST', path('drv-c', '/invitations'), { coDriverId: 'drv-c' });
    expect(own.status).toBe(400);
  });

  it('is one of two: nobody rides on two trucks', async () => {
    expect(await answer('drv-b', await invite('drv-a', 'drv-b'), true)).toBe(200);
    expect(await answer('drv-b', await invite('drv-c', 'drv-b'), true)).toBe(409);
    const third = await service
      .as('driver', 'drv-a')
      .call('POST', path('drv-a', '/invitations'), { coDriverId: 'drv-d' });
    expect(third.status).toBe(409);
  });
});
