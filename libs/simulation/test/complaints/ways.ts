import { HandPlay, SECOND_MS, type TwinOf } from '../hand-play.js';

/** How an order comes to a driver. */
export const WAYS = ['offer', 'first_wins', 'grab_then_award', 'round', 'by_hand'] as const;
export type Way = (typeof WAYS)[number];

export const modeOf = (way: Way) => (way === 'by_hand' ? 'grab_then_award' : way);

/** Everything that one driver can do to get this order, and that staff could do for him. */
export async function strives(
  play: HandPlay,
  way: Way,
  who: string,
  orderId = 'o1',
): Promise<void> {
  switch (way) {
    case 'offer':
      await play.pass(SECOND_MS);
      await play.accepts(who, orderId);
      break;
    case 'first_wins':
      // By then everybody sees it.
      await play.pass(4 * SECOND_MS);
      await play.grabs(who, orderId);
      break;
    case 'grab_then_award':
      await play.grabs(who, orderId);
      break;
    case 'round':
      break;
    case 'by_hand':
      await play.assigns(who, orderId);
      break;
  }
  // Windows are over after some seconds; so is a lease that somebody died with.
  await play.pass(way === 'offer' ? SECOND_MS : 60 * SECOND_MS);
}

/** He has it, by whatever way; asked a few times, since others may be asked before him. */
export async function getsIt(play: HandPlay, way: Way, who: string): Promise<void> {
  for (let tries = 0; tries < 3 && (await play.holder()) === null; tries++) {
    await strives(play, way, who);
  }
  expect(await play.holder()).toBe(who);
}

/**
 * One scene, played with the product and with a twin built as the system was that was complained
 * of. A test that lets its twin pass proves nothing.
 */
export async function shows<Seen>(
  scene: (play: HandPlay) => Promise<Seen>,
  expected: { readonly product: Seen; readonly twin: Seen },
  twin: TwinOf,
): Promise<void> {
  const product = new HandPlay();
  expect(await scene(product)).toEqual(expected.product);
  expect(product.faults.count).toBe(0);
  expect(await scene(new HandPlay(twin))).toEqual(expected.twin);
}
