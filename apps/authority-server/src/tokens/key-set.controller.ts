import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { JSONWebKeySet } from 'jose';
import { KeyRepository } from './key-repository.js';
import { KeySetAnswer } from './token-schemas.js';

/** Public keys that verify tokens (RFC 7517). */
@Controller('.well-known/jwks.json')
export class KeySetController {
  constructor(private readonly keys: KeyRepository) {}

  @Get()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    operationId: 'findPublicKeys',
    summary: 'Public keys for verifying ES256 tokens (RFC 7517)',
  })
  @ApiOkResponse({ standardSchema: KeySetAnswer })
  findPublicKeys(): Promise<JSONWebKeySet> {
    return this.keys.findPublicKeys();
  }
}
