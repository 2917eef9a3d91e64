import { event, type Caller } from '#libs/dispatch';
import type { RightsMeans } from '../means.js';
import type { RightsTx } from '../ports/database.js';
import type { RightsRequest } from './request.js';

/** Ids, kinds and dates; never words, answers or reasons: the stream is read by others. */
export async function tell(
  tx: RightsTx,
  { clock, entropy }: Pick<RightsMeans, 'clock' | 'entropy'>,
  caller: Pick<Caller, 'requestId'>,
  { requestId, driverId, kind, orderId, decisionId }: RightsRequest,
  type: string,
  data: Readonly<Record<string, unknown>> & { readonly dues?: RightsRequest['dues'] } = {},
): Promise<void> {
  const { dues, ...rest } = data;
  await tx.outbox.add([
    event(entropy, caller.requestId, clock.nowMs(), type, driverId, {
      requestId,
      driverId,
      kind,
      orderId,
      decisionId,
      ...rest,
      ...(dues === undefined
        ? {}
        : {
            strictDueOn: dues.strictDueOn,
            legalDueOn: dues.legalDueOn,
            provisional: dues.provisional,
          }),
    }),
  ]);
}
