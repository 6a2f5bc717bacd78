import { Public } from '@app2wxapp/nest';
import { Controller, Get } from '@nestjs/common';

/**
 * Whether the process lives, and takes requests. That the authority answers is not asked: an authority that is down
 * would take all backends down with it, though most of what they do needs it not.
 */
@Public()
@Controller('health')
export class HealthController {
  @Get('live')
  live() {
    return { status: 'ok' };
  }

  @Get('ready')
  ready() {
    return { status: 'ok' };
  }
}
