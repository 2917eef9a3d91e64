import type { Caller } from '../caller.js';
import type { Matching } from '../matching/context.js';
import { CONSENT_PURPOSES, type ConsentPurpose } from '../model/driver.js';
import type { ConsentEntry, ConsentText } from '../ports/consents.js';
import type { Tx } from '../ports/database.js';
import { driverSeen } from '../drivers/read-driver.js';
import { Rejection } from '../rejection.js';
import { currentText, holds, newestText } from './consent-shelf.js';

/**
 * Who said no, or was asked and said nothing, is left in peace for this long
 * (网络数据安全管理条例 22(5): 不得频繁征求同意). He may change his mind at any time by himself.
 */
export const ASK_AGAIN_MS = 30 * 86_400_000;
/** Of one driver's history on one page. */
const HISTORY_PAGE = 100;

export type ConsentState = {
  readonly purpose: ConsentPurpose;
  /** The version agreed to, when that agreement holds now. */
  readonly granted: string | null;
  /** The text in force now, and the newest one where another is to come. */
  readonly current: ConsentText | null;
  readonly coming: ConsentText | null;
  readonly mayAsk: boolean;
  /** When the app may ask, if it may not now; null when there is nothing to ask. */
  readonly mayAskFromMs: number | null;
};

export type ConsentStates = {
  readonly driverId: string;
  readonly purposes: readonly ConsentState[];
  readonly history: readonly (ConsentEntry & { readonly entryId: number })[];
  readonly nextEntry: number | null;
};

/** What he agreed to, since when, and what the app may ask him now. */
export async function consentStates(
  tx: Tx,
  { clock }: Pick<Matching, 'clock'>,
  caller: Caller,
  { driverId, after }: { driverId: string; after: number | null },
): Promise<ConsentStates> {
  const driver = await driverSeen(tx, caller, driverId);
  const nowMs = clock.nowMs();
  const texts = await tx.consents.texts();
  const refusals = await tx.consents.refusals(driverId);
  const prompts = await tx.consents.prompts(driverId);
  const history = await tx.consents.history(driverId, {
    ...(after === null ? {} : { after }),
    limit: HISTORY_PAGE + 1,
  });
  const purposes = CONSENT_PURPOSES.map((purpose): ConsentState => {
    const version = driver.consents[purpose];
    const granted = version !== null && holds(texts, purpose, version, nowMs) ? version : null;
    const current = currentText(texts, purpose, nowMs);
    const wanted = newestText(texts, purpose);
    const settled = granted !== null && (wanted === null || granted === wanted.version);
    const askedMs = Math.max(
      refusals.get(purpose) ?? 0,
      prompts.find((prompt) => prompt.purpose === purpose)?.atMs ?? 0,
    );
    const fromMs = askedMs === 0 ? nowMs : askedMs + ASK_AGAIN_MS;
    return {
      purpose,
      granted,
      current,
      coming: wanted === current ? null : wanted,
      mayAsk: !settled && fromMs <= nowMs,
      mayAskFromMs: settled ? null : Math.max(fromMs, nowMs),
    };
  });
  const shown = history.slice(0, HISTORY_PAGE);
  return {
    driverId,
    purposes,
    history: shown,
    nextEntry: history.length > HISTORY_PAGE ? (shown.at(-1)?.entryId ?? null) : null,
  };
}

/**
 * The app tells that it asks now, before it does. Refused while he is to be left in peace, so that
 * no screen, whoever built it, can ask again and again and still say that it kept the rule.
 */
export async function promptForConsent(
  tx: Tx,
  means: Pick<Matching, 'clock'>,
  caller: Caller,
  { driverId, purpose }: { driverId: string; purpose: ConsentPurpose },
): Promise<ConsentStates> {
  // His row first: two screens that ask at once take turns, and the second one is refused.
  await tx.drivers.byIdForUpdate(driverId);
  const states = await consentStates(tx, means, caller, { driverId, after: null });
  const state = states.purposes.find((each) => each.purpose === purpose);
  if (state?.mayAskFromMs === null || state === undefined) {
    throw new Rejection('wrong_state', `There is nothing to ask: ${purpose} is agreed to.`);
  }
  const nowMs = means.clock.nowMs();
  if (!state.mayAsk) {
    const againMs = state.mayAskFromMs;
    throw new Rejection(
      'asked_too_soon',
      `He was asked and did not agree; ask about ${purpose} from ` +
        `${new Date(againMs).toISOString()} on.`,
      [],
      Math.ceil((againMs - nowMs) / 1000),
    );
  }
  const textVersion = (state.coming ?? state.current)?.version ?? null;
  await tx.consents.recordPrompt({ driverId, purpose, textVersion, atMs: nowMs });
  return consentStates(tx, means, caller, { driverId, after: null });
}
