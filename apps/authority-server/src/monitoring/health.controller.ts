import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { JSONWebKeySet } from 'jose';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { KeySetAnswer, StatusAnswer } from '../logins/answer-schemas.js';

/** What load balancers and verifiers of tokens ask. */
@Controller()
export class OperationController {
  constructor(@Inject(AUTHORITY) private readonly authority: Authority) {}

  /** The public keys that tokens are verified by (RFC 7517). */
  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'findPublicKeys',
    summary: 'The keys that ES256 tokens are verified by (RFC 7517)',
  })
  @ApiOkResponse({ standardSchema: KeySetAnswer })
  findPublicKeys(): Promise<JSONWebKeySet> {
    return this.authority.keys.findPublicKeys();
  }

  @Get('health/live')
  @ApiOperation({ operationId: 'isAlive', summary: 'The process answers' })
  @ApiOkResponse({ standardSchema: StatusAnswer })
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready once the database answers. */
  @Get('health/ready')
  @ApiOperation({ operationId: 'isReady', summary: 'The database answers' })
  @ApiOkResponse({ standardSchema: StatusAnswer })
  async ready(): Promise<{ status: 'ok' }> {
    await this.authority.database.ping();
    return { status: 'ok' };
  }
}
