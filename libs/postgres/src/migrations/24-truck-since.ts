import { ForwardOnly } from './forward-only.js';

export class TruckSince extends ForwardOnly {
  override readonly name = 'TruckSince1795305600024';

  protected override readonly sql = /* sql */ `
    -- Since when the truck and its papers are as they are here: who asks why an earlier search
    -- turned his truck away is told by what was registered then, or that it is not kept.
    ALTER TABLE drivers ADD COLUMN truck_since_ms bigint NOT NULL DEFAULT paidan_now_ms();
  `;
}
