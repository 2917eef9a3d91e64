import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What can be watched from outside. Labels are closed lists: nobody's id becomes a time series. */
export class Metrics {
  readonly registry = new Registry();

  readonly requests = new Histogram({
    name: 'paidan_request_seconds',
    help: 'Requests for an operation, by how they were answered; also those turned away.',
    labelNames: ['operation', 'transport', 'outcome'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly problems = new Counter({
    name: 'paidan_problems_total',
    help: 'Requests that were answered with a problem, by its code.',
    labelNames: ['code', 'transport'] as const,
    registers: [this.registry],
  });

  readonly explained = new Counter({
    name: 'paidan_explained_total',
    help: 'Answers to why, by where they were worked out: beside this thread, or here.',
    labelNames: ['where'] as const,
    registers: [this.registry],
  });

  readonly steps = new Histogram({
    name: 'paidan_step_seconds',
    help: 'Steps the matcher took, by kind.',
    labelNames: ['kind'] as const,
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly stepsFailed = new Counter({
    name: 'paidan_steps_failed_total',
    help: 'Steps that failed and were put back.',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });

  readonly eventsPublished = this.gauge('paidan_events_published', 'Events this relay published.');
  readonly outboxLag = this.gauge('paidan_outbox_unpublished', 'Events that wait in the outbox.');
  readonly outboxDead = this.gauge('paidan_outbox_dead', 'Events that were put aside for good.');
  readonly fleetSize = this.gauge('paidan_fleet_drivers', 'Drivers on duty in the index.');
  readonly logSize = this.gauge('paidan_log_size', 'Decisions in the log, by its last checkpoint.');
  readonly logWaiting = this.gauge('paidan_log_waiting', 'Decisions not in the log yet.');
  readonly logWaitingSeconds = this.gauge(
    'paidan_log_waiting_seconds',
    'How long the oldest decision has waited for its place in the log.',
  );
  readonly logRefused = this.gauge(
    'paidan_log_refused',
    '1 while the log is not continued because it is not what was signed.',
  );
  readonly refusedMessages = new Gauge({
    name: 'paidan_nats_refused_messages',
    help: 'NATS messages that were refused before any operation, by kind.',
    labelNames: ['kind'] as const,
    registers: [this.registry],
  });

  readonly requestsOpen = new Gauge({
    name: 'paidan_rights_requests_open',
    help: 'Open requests of drivers, by how late they are.',
    labelNames: ['lateness'] as const,
    registers: [this.registry],
  });

  readonly reviewsWaiting = this.gauge('paidan_reviews_waiting', 'Cases that wait for a person.');
  readonly agreementAlarms = this.gauge(
    'paidan_review_agreement_alarms',
    'Alarms of this quarter that reviews nearly always uphold the system.',
  );
  readonly calendarMissing = this.gauge(
    'paidan_calendar_missing',
    'One while days off that should be announced are not in the calendar.',
  );

  readonly retired = new Counter({
    name: 'paidan_retired_total',
    help: 'Rows that had served their time and were deleted or reduced, by what they were.',
    labelNames: ['what'],
    registers: [this.registry],
  });
  readonly violations = new Gauge({
    name: 'paidan_invariant_violations',
    help: 'What must be zero always, by name.',
    labelNames: ['name'] as const,
    registers: [this.registry],
  });

  /** Called before each read, to fill the gauges. */
  private readonly refreshers: (() => Promise<void> | void)[] = [];

  constructor() {
    collectDefaultMetrics({ register: this.registry, prefix: 'paidan_' });
  }

  beforeRead(refresh: () => Promise<void> | void): void {
    this.refreshers.push(refresh);
  }

  async text(): Promise<string> {
    // A gauge that cannot be filled keeps its last value; the probe tells of the cause.
    await Promise.allSettled(this.refreshers.map(async (refresh) => refresh()));
    return this.registry.metrics();
  }

  private gauge(name: string, help: string): Gauge {
    return new Gauge({ name, help, registers: [this.registry] });
  }
}
