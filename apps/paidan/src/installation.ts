import { dirname } from 'node:path';
import { devKey, devKeyFile, devSigner, type Instance } from '#libs/embedded';
import type { Role } from '#libs/contracts';

/** Where an installation of that name keeps what it keeps; the same answer as the service's own. */
export const installation = (name: string): Instance => ({
  root: process.cwd(),
  name,
  home: process.env['PAIDAN_HOME'] || '.paidan',
});

export const folderOf = (instance: Instance): string => dirname(devKeyFile(instance));

export type Who = { readonly role: Role; readonly subject: string };

const HOUR_SECONDS = 3600;

/** Signs as the identity service would, with the installation's development key. */
export class TokenDesk {
  private readonly given = new Map<string, Promise<string>>();

  private constructor(
    private readonly sign: Awaited<ReturnType<typeof devSigner>>,
    private readonly lifetimeSeconds: number,
  ) {}

  static async open(instance: Instance, hours: number): Promise<TokenDesk> {
    if (process.env['NODE_ENV'] === 'production') {
      throw new Error('Development tokens are not signed in production. Ask the identity service.');
    }
    const jwk = await devKey(devKeyFile(instance));
    return new TokenDesk(await devSigner(jwk), hours * HOUR_SECONDS);
  }

  /** Of a token that somebody else has signed, whoever is named. */
  static given(token: string): TokenDesk {
    return new TokenDesk(async () => token, 0);
  }

  of({ role, subject }: Who): Promise<string> {
    const name = `${role}/${subject}`;
    const known = this.given.get(name);
    if (known !== undefined) return known;
    const issuer = process.env['JWT_ISSUER'] || 'paidan-dev';
    const audience = process.env['JWT_AUDIENCE'] || 'paidan';
    const { lifetimeSeconds } = this;
    const token = this.sign({ role, subject, issuer, audience, lifetimeSeconds });
    this.given.set(name, token);
    return token;
  }
}
