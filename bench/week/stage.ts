import type { PastOutcome, RegisterDriver } from '#libs/contracts';
import { defaultPolicy } from '#libs/matcher';
import { CITIES } from '../award/fleet.js';
import { inParallel, type Ask } from '../caller.js';
import type { Stack } from '../stack.js';
import { markOf } from './canaries.js';
import type { Player } from './cast.js';

const AT_ONCE = 8;
const BATCH = 1_000;
const DAY_MS = 86_400_000;
/** Grabs are collected for a minute, and the ratings of the week end within it. */
const COLLECT_MS = 60_000;
const RATING_MS = 2 * DAY_MS;
/** One city and what surrounds it. */
const REACH_METERS = 80_000;

/** The default rules with shorter periods: what is fair in them is not for this play to change. */
export const weekPolicy = {
  ...defaultPolicy,
  name: 'week',
  reach: { ...defaultPolicy.reach, meters: REACH_METERS },
  windows: { ...defaultPolicy.windows, collectMs: COLLECT_MS, ratingMs: RATING_MS },
};

/** As the registering service and the drivers' apps make it, before the week begins. */
export async function enlist(
  cast: readonly Player[],
  { stack, ask, fromMs }: { stack: Stack; ask: Ask; fromMs: number },
): Promise<void> {
  const service = await stack.bearer('service', 'registry');
  await inParallel(cast, AT_ONCE, async (player) => {
    const path = `/v1/drivers/${player.driverId}`;
    const driver = await stack.bearer('driver', player.driverId);
    await ask('PUT', path, service, registration(player));
    if (player.location)
      await ask('PUT', `${path}/consents/location`, driver, consent(player, 'location'));
    if (player.profile)
      await ask('PUT', `${path}/consents/profile`, driver, consent(player, 'profile'));
    if (player.onDuty) await ask('PUT', `${path}/duty`, driver, { onDuty: true });
  });
  const outcomes = cast.flatMap((player) => pastOf(player, fromMs));
  for (let from = 0; from < outcomes.length; from += BATCH) {
    await ask('POST', '/v1/outcomes', service, { outcomes: outcomes.slice(from, from + BATCH) });
  }
}

/** Versions are told to him whose consent it is, and are as good as a name. */
const consent = (player: Player, purpose: 'location' | 'profile') => ({
  granted: true,
  textVersion: `2026-11.${markOf(player, purpose)}`,
});

const registration = ({
  body,
  lengthMillimeters,
  kilograms,
  litres,
  cityCode,
}: Player): Omit<RegisterDriver, 'driverId'> => ({
  vehicle: {
    body,
    lengthMillimeters,
    widthMillimeters: 2_400,
    heightMillimeters: 2_600,
    grossKilograms: 25_000,
    axles: 3,
    capacity: { kilograms, litres, vehicleSlots: 0 },
  },
  qualifications: [],
  crew: { size: 1, coDriverId: null },
  cityCode,
});

const pastOf = ({ driverId, past }: Player, fromMs: number): PastOutcome[] =>
  Array.from({ length: past }, (_, index) => ({
    outcomeId: `past-${driverId}-${index}`,
    driverId,
    kind: index % 7 === 6 ? 'driver_cancelled' : 'completed',
    onTime: index % 7 === 6 ? null : index % 4 !== 3,
    fromCityCode: CITIES[index % 3]?.code ?? '3301',
    toCityCode: CITIES[(index + 1) % 3]?.code ?? '3100',
    shipperId: `shp-${1 + (index % 20)}`,
    atMs: fromMs - (index + 1) * 5 * DAY_MS,
  }));
