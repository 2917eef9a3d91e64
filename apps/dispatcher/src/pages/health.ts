import { Controller, Get, Header, HttpStatus, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../requests/handles.js';
import { Health } from '../operating/health.js';
import { Metrics } from '../operating/metrics.js';

/**
 * For the platform that runs the service. Liveness asks nobody: a slow database is no reason to
 * restart.
 */
@Controller()
@Public('probes and metrics carry no data of anyone; keep the port inside')
export class HealthController {
  constructor(
    private readonly health: Health,
    private readonly metrics: Metrics,
  ) {}

  @Get('health/live')
  live(): object {
    return { status: 'live' };
  }

  @Get('health/ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    return this.answer(reply, await this.health.ready());
  }

  @Get('health/startup')
  startup(@Res({ passthrough: true }) reply: FastifyReply): object {
    return this.answer(reply, this.health.startup());
  }

  @Get('metrics')
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  text(): Promise<string> {
    return this.metrics.text();
  }

  private answer(reply: FastifyReply, report: { readonly ok: boolean }): object {
    void reply.status(report.ok ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
    return report;
  }
}
