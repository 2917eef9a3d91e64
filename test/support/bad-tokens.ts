import { createHmac } from 'node:crypto';
import { generateKeyPair, SignJWT } from 'jose';
import type { TestService } from './service.js';

export type BadToken = {
  readonly name: string;
  /** The whole header; null for none. */
  readonly authorization: string | null;
  readonly code: 'unauthenticated' | 'token_expired';
};

const HOUR_SECONDS = 3_600;

/**
 * Whatever else a header may hold in place of a token of this realm, for one who would be let in.
 */
export async function badTokens(
  { tokens }: TestService,
  { role, subject }: { role: string; subject: string },
): Promise<BadToken[]> {
  const good = await tokens.make(role, subject);
  const [, payload = '', signature = ''] = good.split('.');
  const nowSeconds = Math.floor(Date.now() / 1000);
  const claims = { sub: subject, role, iss: 'paidan-dev', aud: 'paidan' };
  const lasting = { ...claims, exp: nowSeconds + HOUR_SECONDS };
  const { privateKey } = await generateKeyPair('EdDSA');
  const strange = new SignJWT(lasting).setProtectedHeader({ alg: 'EdDSA', kid: 'dev' });
  const refused = (name: string, authorization: string | null): BadToken => ({
    name,
    authorization,
    code: 'unauthenticated',
  });
  const bearer = (name: string, token: string): BadToken => refused(name, `Bearer ${token}`);
  const unsigned = (header: object, body: object = lasting): string =>
    `${encoded(header)}.${encoded(body)}.`;
  const symmetric = `${encoded({ alg: 'HS256', kid: 'dev' })}.${encoded(lasting)}`;
  const make = (options: Parameters<typeof tokens.make>[2]): Promise<string> =>
    tokens.make(role, subject, options);
  return [
    refused('no header', null),
    refused('an empty header', ''),
    refused('another scheme', `Basic ${Buffer.from('a:b').toString('base64')}`),
    refused('the bare token', good),
    refused('no token after Bearer', 'Bearer '),
    bearer('garbage', 'garbage'),
    bearer('three dots', '...'),
    bearer('a long token', 'x'.repeat(9_000)),
    bearer('alg none', unsigned({ alg: 'none' })),
    bearer('alg None', unsigned({ alg: 'None', kid: 'dev' })),
    bearer('no signature', `${good.slice(0, good.lastIndexOf('.'))}.`),
    bearer('a symmetric signature', `${symmetric}.${hmac(symmetric)}`),
    bearer('a key of its own', await strange.sign(privateKey)),
    bearer('a kid that is a path', unsigned({ alg: 'EdDSA', kid: '../../etc/passwd' })),
    bearer('a changed payload', good.replace(payload, encoded({ ...lasting, role: 'operator' }))),
    bearer('a changed signature', good.replace(signature, signature.split('').reverse().join(''))),
    bearer('another issuer', await make({ issuer: 'somebody' })),
    bearer('another audience', await make({ audience: 'somebody' })),
    bearer('no role', await make({ claims: { role: undefined } })),
    bearer('an unknown role', await make({ claims: { role: 'admin' } })),
    bearer('a list of roles', await make({ claims: { role: [role] } })),
    bearer('not valid yet', await make({ claims: { nbf: nowSeconds + HOUR_SECONDS } })),
    bearer('a subject that is no id', await tokens.make(role, '../x')),
    bearer('a subject of 65 characters', await tokens.make(role, 'x'.repeat(65))),
    {
      name: 'expired',
      authorization: `Bearer ${await make({ expiresInSeconds: -60 })}`,
      code: 'token_expired',
    },
  ];
}

const encoded = (value: object): string =>
  Buffer.from(JSON.stringify(value), 'utf8').toString('base64url');

/** With what anyone knows for a key: the confusion of algorithms. */
const hmac = (text: string): string => createHmac('sha256', 'dev').update(text).digest('base64url');
