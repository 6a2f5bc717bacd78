import { Controller, Get, Header, Inject } from '@nestjs/common';
import type { JSONWebKeySet } from 'jose';
import { AUTHORITY, type Authority } from '../boot/authority.js';

/** What load balancers and verifiers of tokens ask. */
@Controller()
export class OperationController {
  constructor(@Inject(AUTHORITY) private readonly authority: Authority) {}

  /** The public keys that tokens are verified by (RFC 7517). */
  @Get('.well-known/jwks.json')
  @Header('cache-control', 'public, max-age=300')
  findPublicKeys(): Promise<JSONWebKeySet> {
    return this.authority.keys.findPublicKeys();
  }

  @Get('health/live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** Ready once the database answers. */
  @Get('health/ready')
  async ready(): Promise<{ status: 'ok' }> {
    await this.authority.database.ping();
    return { status: 'ok' };
  }
}
