import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { callerOf, remoteKeys, type TokenRules } from './caller.js';
import { VerifiedTokens } from './verified-tokens.js';

let server: Server;
let answer: { readonly status: number; readonly body: string };
let token: string;

beforeAll(async () => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  answer = {
    status: 200,
    body: JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] }),
  };
  token = await new SignJWT({ role: 'driver', sub: 'drv-1', iss: 'identity', aud: 'paidan' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setExpirationTime('1h')
    .sign(privateKey);
  server = createServer((_, response) => response.writeHead(answer.status).end(answer.body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const rules = (address: string): TokenRules => ({
  issuer: 'identity',
  audience: 'paidan',
  keys: remoteKeys(address),
  verified: new VerifiedTokens(),
});
const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
const ask = (where: string): Promise<unknown> => callerOf(`Bearer ${token}`, 'r', rules(where));

describe('a caller whose keys are kept by an identity service', () => {
  it('is known by its signature', async () => {
    expect(await ask(address())).toEqual({ role: 'driver', subject: 'drv-1', requestId: 'r' });
  });

  it('is asked to come back, and not told that his token is bad, while the keys can not be read', async () => {
    const told = { code: 'unavailable', retryAfterSeconds: 30 };
    await expect(ask('http://127.0.0.1:1/')).rejects.toMatchObject(told);
    const sound = answer;
    answer = { status: 500, body: 'oops' };
    await expect(ask(address())).rejects.toMatchObject(told);
    answer = sound;
  });
});
