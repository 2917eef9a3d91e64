// Certificates for one test, made here so that nobody has to have a tool for it: DER by hand, as
// little of it as a TLS client asks for (RFC 5280).
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

export type Certificate = { readonly cert: string; readonly key: string };
export type Authority = Certificate & {
  /** For a server on this machine. */
  issue(): Certificate;
};

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13];
const SUBJECT_ALTERNATIVE_NAME = [0x55, 0x1d, 0x11];

export function certificateAuthority(name: string): Authority {
  const keys = pair();
  const issuer = nameOf(name);
  const isAuthority = extension(BASIC_CONSTRAINTS, sequence(der(0x01, Buffer.from([0xff]))), true);
  return {
    ...pem(keys, { issuer, subject: issuer, extensions: [isAuthority] }, keys.privateKey),
    issue: () => {
      const own = pair();
      const names = sequence(
        der(0x82, Buffer.from('localhost')),
        der(0x87, Buffer.from([127, 0, 0, 1])),
      );
      const extensions = [extension(SUBJECT_ALTERNATIVE_NAME, names, false)];
      return pem(own, { issuer, subject: nameOf('localhost'), extensions }, keys.privateKey);
    },
  };
}

type Keys = { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
type Contents = { issuer: Buffer; subject: Buffer; extensions: readonly Buffer[] };

const pair = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });

function pem({ publicKey, privateKey }: Keys, contents: Contents, by: KeyObject): Certificate {
  const { issuer, subject, extensions } = contents;
  const algorithm = sequence(der(0x06, Buffer.from(ECDSA_WITH_SHA256)));
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)]);
  const validity = sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS));
  const body = sequence(
    der(0xa0, der(0x02, Buffer.from([2]))),
    ...[der(0x02, serial), algorithm, issuer, validity, subject],
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...extensions)),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, by)]);
  const whole = sequence(body, algorithm, der(0x03, signature));
  const lines = whole.toString('base64').replaceAll(/.{64}/g, '$&\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

const extension = (id: readonly number[], value: Buffer, critical: boolean): Buffer =>
  sequence(
    der(0x06, Buffer.from(id)),
    ...(critical ? [der(0x01, Buffer.from([0xff]))] : []),
    der(0x04, value),
  );

function nameOf(text: string): Buffer {
  const value = der(0x0c, Buffer.from(text));
  return sequence(der(0x31, sequence(der(0x06, Buffer.from(COMMON_NAME)), value)));
}

/** Years of two digits, which the standard wants until 2049. */
function time(atMs: number): Buffer {
  const text = new Date(atMs).toISOString().replaceAll(/[-:T]|\.\d+/g, '');
  return der(0x17, Buffer.from(text.slice(2)));
}

const sequence = (...parts: readonly Buffer[]): Buffer => der(0x30, Buffer.concat(parts));

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
