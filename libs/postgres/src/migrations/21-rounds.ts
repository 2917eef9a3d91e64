import { ForwardOnly } from './forward-only.js';

export class Rounds extends ForwardOnly {
  override readonly name = 'Rounds1795305600021';

  protected override readonly sql = /* sql */ `
    ALTER TABLE wake_ups
      DROP CONSTRAINT wake_ups_kind_check,
      ADD CONSTRAINT wake_ups_kind_check CHECK (kind IN (
        'recommend', 'award', 'offer', 'round', 'expire', 'confirm', 'stalled', 'rate'));

    ALTER TABLE decisions
      DROP CONSTRAINT decisions_kind_check,
      ADD CONSTRAINT decisions_kind_check CHECK (kind IN (
        'recommendation', 'offer', 'award', 'acceptance', 'round', 'no_award', 'expiry', 'release',
        'manual_assignment', 'cancellation', 'profile_change', 'review'));
  `;
}
