import type { Tx } from '#libs/dispatch';

type Ledger = Tx['ledger'];

/** Both ways to claim, in one other way: what holds is recorded, as it should be. */
export const claiming = (
  ledger: Ledger,
  claim: Ledger['claim'],
): Pick<Ledger, 'claim' | 'claimRecorded'> => ({
  claim,
  claimRecorded: async (asked, record) => {
    const holds = await claim(asked);
    if (holds) await ledger.record(record());
    return holds;
  },
});

/** A claim is believed to hold without looking. */
export const believing = (ledger: Ledger): Pick<Ledger, 'claim' | 'claimRecorded'> =>
  claiming(ledger, async (claim) => (await ledger.claim(claim)) || true);
