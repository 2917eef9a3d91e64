import type { AccessKind, AccessRequestView } from '#libs/contracts';
import type { Role } from './client.js';
import type { TestService } from './service.js';

/** Staff ask, and somebody else says yes; for eight hours. Answers with the request. */
export async function approved(
  service: TestService,
  {
    role = 'reviewer',
    subject,
    driverId,
    what,
  }: {
    readonly role?: Extract<Role, 'reviewer' | 'operator'>;
    readonly subject: string;
    readonly driverId: string;
    readonly what: readonly AccessKind[];
  },
): Promise<AccessRequestView> {
  const { accessId } = await service
    .as(role, subject)
    .ok<AccessRequestView>('POST', '/v1/access-requests', { driverId, what, reason: 'a test' });
  return service
    .as('reviewer', `approver-of-${subject}`)
    .ok<AccessRequestView>('POST', `/v1/access-requests/${accessId}/decision`, {
      approve: true,
      reason: 'a test needs it',
    });
}
