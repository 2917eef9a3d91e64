import { ForwardOnly } from './forward-only.js';

export class KindsOfDecision extends ForwardOnly {
  override readonly name = 'KindsOfDecision1795305600013';

  protected override readonly sql = /* sql */ `
    ALTER TABLE decisions
      DROP CONSTRAINT decisions_kind_check,
      ADD CONSTRAINT decisions_kind_check CHECK (kind IN (
        'recommendation', 'award', 'no_award', 'expiry', 'release', 'manual_assignment',
        'cancellation', 'profile_change')),
      -- A profile may change by an import, which is of no order.
      ALTER COLUMN order_id DROP NOT NULL,
      ADD CONSTRAINT only_a_profile_changes_without_an_order CHECK (
        order_id IS NOT NULL OR kind = 'profile_change'),
      -- What follows for single drivers was no comparison: nobody won it by a total.
      ADD CONSTRAINT consequences_have_no_winner CHECK (
        kind NOT IN ('release', 'cancellation', 'profile_change')
        OR num_nonnulls(winner, cutoff_total) = 0);
  `;
}
