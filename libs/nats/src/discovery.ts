import type { NatsConnection, Subscription } from '@nats-io/transport-node';

export type Endpoint = {
  /** Letters, digits, `_` and `-`: the format allows no dots here. */
  readonly name: string;
  readonly subject: string;
  readonly metadata: Readonly<Record<string, string>>;
};

export type DiscoverySettings = {
  readonly connection: NatsConnection;
  readonly name: string;
  /** Of this instance. */
  readonly id: string;
  /** Semantic version. */
  readonly version: string;
  readonly description: string;
  readonly queue: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly endpoints: readonly Endpoint[];
  readonly startedAtMs: number;
};

type Counters = { requests: number; errors: number; lastError: string; totalNs: number };

/**
 * Answers the service discovery of NATS (its ADR-32), so that `nats micro ls`, `info` and `stats`,
 * and the clients of other teams, find this service, its subjects and how they fare. Every instance
 * answers for itself, so there is no queue group here.
 */
export class ServiceDiscovery {
  readonly #settings: DiscoverySettings;
  readonly #counters = new Map<string, Counters>();
  #subscriptions: Subscription[] = [];

  constructor(settings: DiscoverySettings) {
    for (const text of [settings.name, ...settings.endpoints.map((endpoint) => endpoint.name)]) {
      if (!/^[A-Za-z0-9_-]+$/.test(text)) {
        throw new Error(
          `a service or endpoint name has letters, digits, _ and - only, not: ${text}`,
        );
      }
    }
    this.#settings = settings;
    for (const endpoint of settings.endpoints) {
      this.#counters.set(endpoint.subject, { requests: 0, errors: 0, lastError: '', totalNs: 0 });
    }
  }

  start(): void {
    const { connection, name, id } = this.#settings;
    const verbs = { PING: () => this.ping(), INFO: () => this.info(), STATS: () => this.stats() };
    for (const [verb, answer] of Object.entries(verbs)) {
      for (const subject of [
        `$SRV.${verb}`,
        `$SRV.${verb}.${name}`,
        `$SRV.${verb}.${name}.${id}`,
      ]) {
        this.#subscriptions.push(
          connection.subscribe(subject, {
            callback: (error, message) => {
              if (error === null) message.respond(JSON.stringify(answer()));
            },
          }),
        );
      }
    }
  }

  stop(): void {
    for (const subscription of this.#subscriptions) subscription.unsubscribe();
    this.#subscriptions = [];
  }

  record(served: {
    subject: string;
    elapsedNs: number;
    problem: { status: number; title: string } | null;
  }): void {
    const counters = this.#counters.get(served.subject);
    if (counters === undefined) return;
    counters.requests += 1;
    counters.totalNs += served.elapsedNs;
    if (served.problem === null) return;
    counters.errors += 1;
    counters.lastError = `${served.problem.status}:${served.problem.title}`;
  }

  ping(): object {
    return { type: 'io.nats.micro.v1.ping_response', ...this.#identity() };
  }

  info(): object {
    const { description, endpoints, queue } = this.#settings;
    return {
      type: 'io.nats.micro.v1.info_response',
      ...this.#identity(),
      description,
      endpoints: endpoints.map(({ name, subject, metadata }) => ({
        name,
        subject,
        queue_group: queue,
        metadata,
      })),
    };
  }

  stats(): object {
    const { endpoints, queue, startedAtMs } = this.#settings;
    return {
      type: 'io.nats.micro.v1.stats_response',
      ...this.#identity(),
      started: new Date(startedAtMs).toISOString(),
      endpoints: endpoints.map(({ name, subject }) => {
        const seen = this.#counters.get(subject);
        const requests = seen?.requests ?? 0;
        const totalNs = seen?.totalNs ?? 0;
        return {
          name,
          subject,
          queue_group: queue,
          num_requests: requests,
          num_errors: seen?.errors ?? 0,
          last_error: seen?.lastError ?? '',
          processing_time: totalNs,
          average_processing_time: requests === 0 ? 0 : Math.round(totalNs / requests),
        };
      }),
    };
  }

  #identity(): object {
    const { name, id, version, metadata } = this.#settings;
    return { name, id, version, metadata: metadata ?? {} };
  }
}
