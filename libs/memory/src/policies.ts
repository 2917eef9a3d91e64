import type { Policies } from '#libs/dispatch';
import type { Policy } from '#libs/matcher';
import { byCodeUnit, byNumber, type Part } from './part.js';
import type { Activation } from './store.js';

type Listed = Awaited<ReturnType<Policies['list']>>[number];

/** The policy of every city that has none of its own. */
const EVERYWHERE = '*';

export class MemoryPolicies implements Policies {
  constructor(private readonly part: Part) {}

  async put(policy: Policy, hash: string, _atMs: number, by: string | null = null): Promise<void> {
    const { store, unit } = this.part;
    await store.policies.change(unit, hash, (known) => known ?? { policy, hash, putBy: by });
  }

  async byHash(hash: string): Promise<Policy | null> {
    const { store, unit } = this.part;
    return store.policies.get(unit, hash)?.policy ?? null;
  }

  async activate(
    cityCode: string,
    hash: string,
    atMs: number,
    by: string | null = null,
  ): Promise<void> {
    const { store, unit } = this.part;
    await store.activations.change(unit, cityCode, (known = []) =>
      known.at(-1)?.hash === hash ? known : [...known, { hash, sinceMs: atMs, by }],
    );
  }

  async authorsOf(hash: string): Promise<string[]> {
    const { store, unit } = this.part;
    const authors = [
      store.policies.get(unit, hash)?.putBy ?? null,
      ...store.activations
        .all(unit)
        .flatMap((those) => those.filter((each) => each.hash === hash).map(({ by }) => by)),
      ...store.rollouts
        .all(unit)
        .flatMap(({ policyHash, putBy }) => (policyHash === hash ? [putBy] : [])),
    ];
    return [...new Set(authors.filter((author) => author !== null))];
  }

  async activeFor(cityCode: string): Promise<{ hash: string; policy: Policy } | null> {
    const { store, unit } = this.part;
    const active =
      store.activations.get(unit, cityCode)?.at(-1) ??
      store.activations.get(unit, EVERYWHERE)?.at(-1);
    const stored = active === undefined ? undefined : store.policies.get(unit, active.hash);
    return stored === undefined ? null : { hash: stored.hash, policy: stored.policy };
  }

  async followedSince(
    cityCode: string,
    sinceMs: number,
  ): Promise<{ hash: string; policy: Policy }[]> {
    const { store, unit } = this.part;
    const own = store.activations.get(unit, cityCode) ?? [];
    const common = cityCode === EVERYWHERE ? [] : (store.activations.get(unit, EVERYWHERE) ?? []);
    const ownSinceMs = own[0]?.sinceMs ?? Number.POSITIVE_INFINITY;
    const still = (those: readonly Activation[]): Activation[] =>
      those.filter((_, at) => (those[at + 1]?.sinceMs ?? Number.POSITIVE_INFINITY) > sinceMs);
    const followed = [
      ...still(own),
      ...(ownSinceMs > sinceMs ? still(common).filter((each) => each.sinceMs < ownSinceMs) : []),
    ];
    return [...new Set(followed.map(({ hash }) => hash))].sort(byCodeUnit).flatMap((hash) => {
      const stored = store.policies.get(unit, hash);
      return stored === undefined ? [] : [{ hash, policy: stored.policy }];
    });
  }

  async list(): Promise<Listed[]> {
    const { store, unit } = this.part;
    const followed = Array.from(store.activations.entries(unit)).flatMap(([cityCode, those]) => {
      const active = those.at(-1);
      return active === undefined ? [] : [{ cityCode, ...active }];
    });
    return store.policies
      .all(unit)
      .flatMap(({ policy, hash }): Listed[] => {
        const { name, version } = policy;
        const cities = followed.filter((each) => each.hash === hash);
        return cities.length === 0
          ? [{ hash, name, version, cityCode: policy.cityCode, activeSinceMs: null }]
          : cities.map(({ cityCode, sinceMs }) => ({
              ...{ hash, name, version, cityCode, activeSinceMs: sinceMs },
            }));
      })
      .sort(
        (a, b) =>
          byCodeUnit(a.cityCode, b.cityCode) ||
          byCodeUnit(a.name, b.name) ||
          byNumber(a.version, b.version) ||
          byCodeUnit(a.hash, b.hash),
      );
  }
}
