import type { Tx } from '#libs/dispatch';

/**
 * What needs keys, a signature or a person who asks: no use case that moves an order needs it, and
 * a fake of it would prove nothing.
 */
export type NotKept = Extract<keyof Tx, 'decisionLog' | 'accesses' | 'contrasts'>;

function refusing<Port extends object>(name: string): Port {
  const get = (): never => {
    throw new Error(`libs/memory keeps no ${name}; run this against PostgreSQL`);
  };
  return new Proxy({}, { get }) as Port;
}

export const NOT_KEPT: Pick<Tx, NotKept> = {
  decisionLog: refusing('decisionLog'),
  accesses: refusing('accesses'),
  contrasts: refusing('contrasts'),
};
