import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { ROLES, type Caller, type Role } from '#libs/dispatch';
import { ProblemError } from '../requests/problem-error.js';
import type { Verified, VerifiedTokens } from './verified-tokens.js';

/** `none` and the symmetric ones are not here, so nobody can choose them. */
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_SECONDS = 30;
/** By then jose asks for the keys again. */
const KEYS_RETRY_SECONDS = 30;
const TOKEN_CHARACTERS_MAX = 8_192;
const ITS_HEADER_SAYS_WHICH = { payload: '', signature: '' };
const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export type TokenRules = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
  readonly verified: VerifiedTokens;
};

export const remoteKeys = (url: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(url));

/** Who the bearer is, or the problem to answer with. The same for HTTP and NATS. */
export async function callerOf(
  authorization: string | undefined,
  requestId: string,
  { issuer, audience, keys, verified }: TokenRules,
): Promise<Caller> {
  const [scheme, token] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
    throw new ProblemError('unauthenticated', 'Send the header Authorization: Bearer <token>.');
  }
  if (token.length > TOKEN_CHARACTERS_MAX) {
    throw new ProblemError('unauthenticated', 'The token is too long.');
  }
  const options = {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub', 'exp'],
  };
  const verify = async (given: string): Promise<Verified> => {
    const { payload, key, protectedHeader } = await jwtVerify(given, keys, options);
    return { payload, key, keyNow: async () => keys(protectedHeader, ITS_HEADER_SAYS_WHICH) };
  };
  const payload = await verified.payloadOf(token, verify).catch((cause: unknown) => {
    if (cause instanceof errors.JWTExpired) {
      throw new ProblemError('token_expired', 'The token has expired; ask for a new one.');
    }
    if (cause instanceof errors.JWKSTimeout || isUnreachable(cause)) {
      const detail = 'The keys of the identity service can not be read; try again in a moment.';
      throw new ProblemError('unavailable', detail, [], KEYS_RETRY_SECONDS);
    }
    if (cause instanceof errors.JOSEError) {
      throw new ProblemError('unauthenticated', `The token is not accepted: ${cause.code}.`);
    }
    throw cause;
  });
  const { sub, role } = payload;
  if (!isRole(role)) {
    throw new ProblemError('unauthenticated', `The token's role is none of ${ROLES.join(', ')}.`);
  }
  if (sub === undefined || !SUBJECT.test(sub)) {
    throw new ProblemError('unauthenticated', "The token's sub is not an opaque id.");
  }
  return { role, subject: sub, requestId };
}

/** `fetch` fails with these words; an answer that is no key set is a JOSE error without a kind. */
const isUnreachable = (cause: unknown): boolean =>
  (cause instanceof errors.JOSEError && cause.code === 'ERR_JOSE_GENERIC') ||
  (typeof cause === 'object' &&
    cause !== null &&
    'message' in cause &&
    cause.message === 'fetch failed');

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
