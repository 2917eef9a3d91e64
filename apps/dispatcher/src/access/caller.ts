import { createRemoteJWKSet, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { ROLES, type Caller, type Role } from '#libs/dispatch';
import { ProblemError } from '../requests/problem-error.js';

/** `none` and the symmetric ones are not here, so nobody can choose them. */
const ALGORITHMS = ['EdDSA', 'Ed25519', 'ES256', 'RS256', 'PS256'];
const CLOCK_TOLERANCE_SECONDS = 30;
const TOKEN_CHARACTERS_MAX = 8_192;
const SUBJECT = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

export type TokenRules = {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: JWTVerifyGetKey;
};

export const remoteKeys = (url: string): JWTVerifyGetKey => createRemoteJWKSet(new URL(url));

/** Who the bearer is, or the problem to answer with. The same for HTTP and NATS. */
export async function callerOf(
  authorization: string | undefined,
  requestId: string,
  { issuer, audience, keys }: TokenRules,
): Promise<Caller> {
  const [scheme, token] = (authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined || token === '') {
    throw new ProblemError('unauthenticated', 'Send the header Authorization: Bearer <token>.');
  }
  if (token.length > TOKEN_CHARACTERS_MAX) {
    throw new ProblemError('unauthenticated', 'The token is too long.');
  }
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: ALGORITHMS,
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ['sub', 'exp'],
  }).catch((cause: unknown) => {
    if (cause instanceof errors.JWTExpired) {
      throw new ProblemError('token_expired', 'The token has expired; ask for a new one.');
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

const isRole = (value: unknown): value is Role => ROLES.some((role) => role === value);
