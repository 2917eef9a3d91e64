import { consentsContract } from './consents.contract.js';
import { contrastsContract } from './contrasts.contract.js';
import { decisionLogContract } from './decision-log.contract.js';
import { driversContract } from './drivers.contract.js';
import { grabsContract } from './grabs.contract.js';
import { idempotencyContract } from './idempotency.contract.js';
import { ledgerContract } from './ledger.contract.js';
import { offersContract } from './offers.contract.js';
import { roundsContract } from './rounds.contract.js';
import { operatingContract } from './operating.contract.js';
import { ordersContract } from './orders.contract.js';
import { awardReviewsContract } from './award-reviews.contract.js';
import { outcomesContract } from './outcomes.contract.js';
import { policiesContract } from './policies.contract.js';
import {
  accessesContract,
  carriersContract,
  crewsContract,
  trucksContract,
} from './places.contract.js';
import { declinesContract, pairsContract } from './pairs.contract.js';
import { rolloutsContract } from './rollouts.contract.js';
import type { Rule } from './rule.contract.js';
import { shadowRunsContract } from './shadow-runs.contract.js';
import { sharesContract } from './shares.contract.js';
import { standingsContract } from './standings.contract.js';
import { transactContract } from './transact.contract.js';
import { tripsContract } from './trips.contract.js';
import { wakeUpsContract } from './wake-ups.contract.js';

export type { Opened, Rule } from './rule.contract.js';

/** Everything a database must keep to, by the part of the port it is about. */
export const DATABASE_CONTRACT: Readonly<Record<string, readonly Rule[]>> = {
  transact: transactContract,
  orders: ordersContract,
  drivers: driversContract,
  consents: consentsContract,
  grabs: grabsContract,
  offers: offersContract,
  rounds: roundsContract,
  ledger: ledgerContract,
  decisionLog: decisionLogContract,
  wakeUps: wakeUpsContract,
  idempotency: idempotencyContract,
  outcomes: outcomesContract,
  policies: policiesContract,
  rollouts: rolloutsContract,
  shadowRuns: shadowRunsContract,
  standings: standingsContract,
  shares: sharesContract,
  awardReviews: awardReviewsContract,
  operating: operatingContract,
  carriers: carriersContract,
  trucks: trucksContract,
  trips: tripsContract,
  accesses: accessesContract,
  crews: crewsContract,
  pairs: pairsContract,
  declines: declinesContract,
  contrasts: contrastsContract,
};
