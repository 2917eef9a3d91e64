import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Logger } from 'pino';
import type { TokenRules } from './access/caller.js';
import { AccessGuard } from './access/guard.js';
import { AccessesController } from './controllers/accesses.js';
import { ConsentsController } from './controllers/consents.js';
import { CrewsController } from './controllers/crews.js';
import { PairsController } from './controllers/pairs.js';
import { AwardReviewsController } from './controllers/award-reviews.js';
import { CopiesController } from './controllers/copies.js';
import { DriversController } from './controllers/drivers.js';
import { ErasuresController } from './controllers/erasures.js';
import { ExplanationsController } from './controllers/explanations.js';
import { LogController } from './controllers/log.js';
import { OffersController } from './controllers/offers.js';
import { OperatingController } from './controllers/operating.js';
import { OrdersController } from './controllers/orders.js';
import { PlacesController } from './controllers/places.js';
import { PoliciesController } from './controllers/policies.js';
import { PositionsController } from './controllers/positions.js';
import { RequestsController } from './controllers/requests.js';
import { ReviewsController } from './controllers/reviews.js';
import { StandingRecordsController } from './controllers/standing-records.js';
import { Health } from './operating/health.js';
import { Metrics } from './operating/metrics.js';
import { ConsoleController } from './pages/console.js';
import { VerifyPageController } from './pages/verify-page.js';
import { DocumentsController } from './pages/documents.js';
import { HealthController } from './pages/health.js';
import { RulesController } from './pages/rules.js';
import { Answering } from './requests/answering.js';
import { ProblemFilter } from './requests/problem-filter.js';
import { Service } from './service.js';

export type Parts = {
  readonly service: Service;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly rules: TokenRules;
  readonly log: Logger;
  /** Whether this process answers callers, or only works. */
  readonly api: boolean;
};

const API = [
  OrdersController,
  DriversController,
  ConsentsController,
  ErasuresController,
  CopiesController,
  StandingRecordsController,
  PositionsController,
  PlacesController,
  CrewsController,
  PairsController,
  OffersController,
  AccessesController,
  ExplanationsController,
  OperatingController,
  PoliciesController,
  RequestsController,
  ReviewsController,
  AwardReviewsController,
  LogController,
  DocumentsController,
  RulesController,
  ConsoleController,
  VerifyPageController,
];

/**
 * The root: everything is made in `start.ts` and handed in, so that nothing hides in a container.
 */
@Module({})
export class AppModule {
  static with({ service, health, metrics, rules, log, api }: Parts): DynamicModule {
    const providers: Provider[] = [
      { provide: Service, useValue: service },
      { provide: Health, useValue: health },
      { provide: Metrics, useValue: metrics },
      { provide: APP_GUARD, useValue: new AccessGuard(rules, metrics) },
      { provide: APP_INTERCEPTOR, useValue: new Answering(metrics) },
      { provide: APP_FILTER, useValue: new ProblemFilter(log, metrics) },
    ];
    return {
      module: AppModule,
      controllers: [HealthController, ...(api ? API : [])],
      providers,
    };
  }
}
