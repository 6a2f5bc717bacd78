import { Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { KeyRepository } from './key-repository.js';
import { RotatedSigningKey } from './token-schemas.js';
import { Audited } from '../operators/audited.js';
import { NeedsProof, OperatorRoutes } from '../operators/operator.guard.js';

/** Keys that sign ES256 tokens. */
@Controller('admin/signing-keys')
@OperatorRoutes('signing keys')
export class SigningKeyController {
  constructor(private readonly keys: KeyRepository) {}

  @Post()
  @NeedsProof()
  @Audited('signing_key_rotated')
  @ApiOperation({
    operationId: 'rotateSigningKey',
    summary:
      'Create a signing key: published at once, used for signing 15 minutes later; until then no other is created',
  })
  @ApiCreatedResponse({ standardSchema: RotatedSigningKey })
  async rotate(): Promise<z.output<typeof RotatedSigningKey>> {
    const { kid, signsFrom } = await this.keys.rotate();
    return { kid, signsFrom: signsFrom.toISOString() };
  }
}
