import assert from 'node:assert/strict';
import type { Caller } from '../caller.js';
import { ASK_AGAIN_MS, consentStates, promptForConsent } from '../consents/asking-again.js';
import { ConsentShelf, NOTICE_MS } from '../consents/consent-shelf.js';
import { lapseConsents } from '../consents/lapse-consents.js';
import { putConsentText } from '../consents/put-consent-text.js';
import { changeConsent } from '../drivers/change-driver.js';
import type { ConsentPurpose, DriverState } from '../model/driver.js';
import { Rejection } from '../rejection.js';
import type { Database } from './database.js';
import { rule, type Rule } from './rule.contract.js';
import { aDriver, aFix, START_MS, stored } from './samples.contract.js';

const DRIVER: Caller = { role: 'driver', subject: 'd1', requestId: null };
const OPERATOR: Caller = { role: 'operator', subject: 'opr-1', requestId: null };
const SHA = 'ab'.repeat(32);

/** Time is moved by hand; ids only have to differ. */
class Means {
  nowMs = START_MS;
  private made = 0;
  readonly clock = { nowMs: (): number => this.nowMs };
  readonly entropy = {
    newId: (): string => `id-${++this.made}`,
    newSeed: (): string => SHA,
  };

  publish(database: Database, version: string, effectiveAtMs: number | null = null) {
    const title = { zh: '位置', en: 'location' };
    const text = { purpose: 'location' as const, version, title, sha256: SHA, effectiveAtMs };
    return database.transact((tx) => putConsentText(tx, this, OPERATOR, text));
  }

  say(
    database: Database,
    granted: boolean,
    textVersion: string,
    purpose: ConsentPurpose = 'location',
  ) {
    return database.transact((tx) =>
      changeConsent(tx, this, DRIVER, { driverId: 'd1', purpose, granted, textVersion }),
    );
  }

  async location(database: Database) {
    const { purposes } = await consentStates(database.read, this, DRIVER, {
      driverId: 'd1',
      after: null,
    });
    const state = purposes.find(({ purpose }) => purpose === 'location');
    assert.ok(state);
    return state;
  }

  prompt(database: Database) {
    return database.transact((tx) =>
      promptForConsent(tx, this, DRIVER, { driverId: 'd1', purpose: 'location' }),
    );
  }
}

const one = async (database: Database): Promise<DriverState> => {
  const driver = await database.read.drivers.byId('d1');
  assert.ok(driver);
  return driver;
};

const refusedAs =
  (code: Rejection['code']) =>
  (error: unknown): boolean =>
    error instanceof Rejection && error.code === code;

export const consentsContract: readonly Rule[] = [
  rule('[R10] a text holds a week after it was published, never sooner', async (database) => {
    const means = new Means();
    await assert.rejects(
      means.publish(database, 'v1', START_MS + NOTICE_MS - 1),
      refusedAs('validation_failed'),
    );
    const text = await means.publish(database, 'v1');
    assert.equal(text.effectiveAtMs, START_MS + NOTICE_MS);
    await assert.rejects(means.publish(database, 'v1'), refusedAs('validation_failed'));
    const later = START_MS + NOTICE_MS + 1;
    await assert.rejects(means.publish(database, 'v1', later), refusedAs('wrong_state'));
    assert.deepEqual(await database.read.consents.texts(), [text]);
  }),

  rule(
    '[R10] agreement to the old text holds until the new one does, to the ms',
    async (database) => {
      const means = new Means();
      await stored(database, { drivers: [aDriver('d1')] });
      await database.transact((tx) => tx.drivers.saveFixes([aFix('d1')], START_MS));
      const { effectiveAtMs } = await means.publish(database, 'v2');
      const shelf = new ConsentShelf();
      await shelf.refresh(database.read);
      const before = await one(database);
      assert.equal(before.consents.location, 'terms-1');
      assert.deepEqual(shelf.inForce(before, effectiveAtMs - 1), before);
      const after = shelf.inForce(before, effectiveAtMs);
      assert.deepEqual([after.consents.location, after.fix], [null, null]);
      assert.equal(after.consents.profile, 'terms-1');
      means.nowMs = effectiveAtMs;
      assert.equal(await lapseConsents(database, means), 1);
      assert.deepEqual(
        [(await one(database)).consents.location, (await one(database)).fix],
        [null, null],
      );
      const [entry] = await database.read.consents.history('d1', { limit: 5 });
      assert.deepEqual(
        [entry?.granted, entry?.because, entry?.textVersion],
        [false, 'text_superseded', 'terms-1'],
      );
      assert.equal(await lapseConsents(database, means), 0);
    },
  ),

  rule(
    '[R10] who agreed to the new text ahead is asked nothing when it comes',
    async (database) => {
      const means = new Means();
      await stored(database, { drivers: [aDriver('d1')] });
      const { effectiveAtMs } = await means.publish(database, 'v2');
      assert.equal((await means.location(database)).mayAsk, true);
      await means.say(database, true, 'v2');
      assert.equal((await means.location(database)).mayAskFromMs, null);
      means.nowMs = effectiveAtMs;
      assert.equal(await lapseConsents(database, means), 0);
      assert.equal((await means.location(database)).granted, 'v2');
      await assert.rejects(means.say(database, true, 'terms-1'), refusedAs('validation_failed'));
    },
  ),

  rule('[R4] leaves in peace who said no, and still lets him say yes', async (database) => {
    const means = new Means();
    await stored(database, {
      drivers: [aDriver('d1', { consents: { ...aDriver('d1').consents, location: null } })],
    });
    assert.equal((await means.location(database)).mayAsk, true);
    await means.prompt(database);
    await assert.rejects(means.prompt(database), refusedAs('asked_too_soon'));
    means.nowMs += 1_000;
    await means.say(database, false, 'v1');
    const state = await means.location(database);
    assert.deepEqual([state.mayAsk, state.mayAskFromMs], [false, means.nowMs + ASK_AGAIN_MS]);
    means.nowMs += ASK_AGAIN_MS - 1;
    await assert.rejects(means.prompt(database), refusedAs('asked_too_soon'));
    means.nowMs += 1;
    await means.prompt(database);
    await means.say(database, true, 'v1');
    await assert.rejects(means.prompt(database), refusedAs('wrong_state'));
  }),

  rule('[R4 M11] takes no fix of a terminal without consent to the terminal', async (database) => {
    const means = new Means();
    await stored(database, { drivers: [aDriver('d1')] });
    const fixes = [
      aFix('d1', { source: 'vehicle_terminal', observedAtMs: START_MS + 2 }),
      aFix('d1', { source: 'phone', observedAtMs: START_MS + 1 }),
    ];
    const save = () => database.transact((tx) => tx.drivers.saveFixes(fixes, START_MS + 9));
    assert.deepEqual(await save(), ['stored', 'older']);
    assert.equal((await one(database)).fix?.source, 'vehicle_terminal');
    await means.say(database, false, 'v1', 'vehicle_terminal');
    assert.equal((await one(database)).fix, null);
    assert.deepEqual(await save(), ['no_consent', 'stored']);
    assert.equal((await one(database)).fix?.source, 'phone');
    await means.say(database, false, 'v1', 'profile');
    assert.equal((await one(database)).fix?.source, 'phone');
  }),
];
