import { Public } from '@app2wxapp/nest';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AccountStore } from '../accounts/account-store.js';

/**
 * Health checks: whether the process runs, and accepts requests. They do not check the authority: one that is down
 * would remove all backends from their load balancers, and with them every route that needs no login.
 */
@Public()
@ApiExcludeController()
@Controller('health')
export class HealthController {
  constructor(private readonly accounts: AccountStore) {}

  @Get('live')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready() {
    await this.accounts.ping().catch((cause: unknown) => {
      throw new ServiceUnavailableException('The database does not respond.', { cause });
    });
    return { status: 'ok' };
  }
}
