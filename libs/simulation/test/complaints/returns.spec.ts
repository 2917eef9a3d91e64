import { PLAYED, SECOND_MS } from '../hand-play.js';
import {
  asksOnceAnOrder,
  forgetsToConfirm,
  forgetsWhoGaveBack,
  looksAtNoTerms,
  sulks,
} from './flaws.js';
import { getsIt, modeOf, shows, strives, WAYS } from './ways.js';

// What users of other dispatch systems complained of: what comes after a no, a cancellation by the
// driver, and a confirmation that never came.

describe('"cancelled by the driver, and given to him again"', () => {
  it.each(WAYS)(
    '%s: it is given to others, and never back to him (twin: forgets who gave back)',
    (way) =>
      shows(
        async (play) => {
          await play.begin(modeOf(way));
          await getsIt(play, way, 'best');
          expect(await play.duty('next', false)).toBe('done');
          expect(await play.givesBack('best')).toBe('done');
          expect((await play.order()).status).toBe('open');
          for (let tries = 0; tries < 3; tries++) await strives(play, way, 'best');
          const again = await play.holder();
          if (again === null) {
            expect(await play.duty('next', true)).toBe('done');
            await getsIt(play, way, 'next');
          }
          return again;
        },
        { product: null, twin: 'best' },
        forgetsWhoGaveBack,
      ),
  );

  it('who let it pass in the round before is asked in the new one (twin: keeps one list an order)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        await play.pass(30 * SECOND_MS);
        // The first let it pass, and the second gives it back.
        expect(await play.accepts('next')).toBe('done');
        expect(await play.givesBack('next')).toBe('done');
        await play.pass(SECOND_MS);
        return play.asked();
      },
      { product: ['best'], twin: [] },
      asksOnceAnOrder,
    ));
});

describe('"claimed for ever by who never confirmed"', () => {
  it.each(WAYS)('%s: in time it is released, and another gets it (twin: forgets to look)', (way) =>
    shows(
      async (play) => {
        await play.begin(modeOf(way), { confirmation: 'by_shipper' });
        await getsIt(play, way, 'best');
        await play.pass(PLAYED.windows.confirmMs + SECOND_MS);
        if ((await play.holder()) === 'best') return 'best';
        for (let tries = 0; tries < 3 && (await play.holder()) === null; tries++) {
          await strives(play, way, 'next');
        }
        return play.holder();
      },
      { product: 'next', twin: 'best' },
      forgetsToConfirm,
    ),
  );
});

describe('"no other request after a no"', () => {
  it('who declines one order is asked about the next at once (twin: keeps a no against the driver)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        expect(await play.declines('best')).toBe('done');
        await play.posts('offer', { orderId: 'o2' });
        await play.stage.settle();
        return play.asked('o2');
      },
      { product: ['best'], twin: ['next'] },
      sulks,
    ));
});

describe('"still blocked although it pays more now"', () => {
  it('who declined is asked again on better terms (twin: looks at no terms)', () =>
    shows(
      async (play) => {
        await play.begin('offer');
        expect(await play.declines('best')).toBe('done');
        expect(await play.pays(900_000)).toBe('done');
        await play.pass(SECOND_MS);
        return play.asked();
      },
      { product: ['best'], twin: ['next'] },
      looksAtNoTerms,
    ));
});
