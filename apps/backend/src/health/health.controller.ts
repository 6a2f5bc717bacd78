import { Public } from '@app2wxapp/nest';
import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AccountStore } from '../accounts/account-store.js';

/**
 * Whether the process lives, and takes requests. That the authority answers is not asked: an authority that is down
 * would take all backends out of their load balancers, and with them whatever needs no login.
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
