import type { Crews, Invitation } from '#libs/dispatch';
import { insertInto, type Sql } from '../sql.js';

type InvitationRow = {
  readonly invitation_id: string;
  readonly driver_id: string;
  readonly co_driver_id: string;
  readonly state: Invitation['state'];
  readonly invited_at_ms: number;
  readonly answered_at_ms: number | null;
};

export class PostgresCrews implements Crews {
  constructor(private readonly sql: Sql) {}

  async invite(invitation: Invitation): Promise<void> {
    await this.sql(
      `UPDATE crew_invitations SET state = 'withdrawn', answered_at_ms = $2
       WHERE driver_id = $1 AND state = 'open'`,
      [invitation.driverId, invitation.invitedAtMs],
    );
    await this.sql(
      ...insertInto('crew_invitations', {
        invitation_id: invitation.invitationId,
        driver_id: invitation.driverId,
        co_driver_id: invitation.coDriverId,
        state: invitation.state,
        invited_at_ms: invitation.invitedAtMs,
        answered_at_ms: invitation.answeredAtMs,
      }),
    );
  }

  async byIdForUpdate(invitationId: string): Promise<Invitation | null> {
    const { rows } = await this.sql<InvitationRow>(
      'SELECT * FROM crew_invitations WHERE invitation_id = $1 FOR UPDATE',
      [invitationId],
    );
    return rows[0] === undefined ? null : invitationOf(rows[0]);
  }

  async answer({ invitationId, state, answeredAtMs }: Invitation): Promise<void> {
    await this.sql(
      'UPDATE crew_invitations SET state = $2, answered_at_ms = $3 WHERE invitation_id = $1',
      [invitationId, state, answeredAtMs],
    );
  }

  async of(driverId: string, limit: number): Promise<Invitation[]> {
    const { rows } = await this.sql<InvitationRow>(
      `SELECT * FROM crew_invitations WHERE driver_id = $1 OR co_driver_id = $1
       ORDER BY state = 'open' DESC, invited_at_ms DESC, invitation_id DESC LIMIT $2`,
      [driverId, limit],
    );
    return rows.map(invitationOf);
  }
}

const invitationOf = (row: InvitationRow): Invitation => ({
  invitationId: row.invitation_id,
  driverId: row.driver_id,
  coDriverId: row.co_driver_id,
  state: row.state,
  invitedAtMs: row.invited_at_ms,
  answeredAtMs: row.answered_at_ms,
});
