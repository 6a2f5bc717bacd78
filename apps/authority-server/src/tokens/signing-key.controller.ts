import { Controller, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { KeyRepository } from './key-repository.js';
import { RotatedSigningKey } from './token-schemas.js';
import { OperationLog } from '../operators/operation-log.js';
import type { Operator } from '../operators/operator-repository.js';
import { CurrentOperator, OperatorRoutes } from '../operators/operator.guard.js';

/** The keys that ES256 tokens are signed by. */
@Controller('admin/signing-keys')
@OperatorRoutes('signing keys')
export class SigningKeyController {
  constructor(
    private readonly keys: KeyRepository,
    private readonly log: OperationLog,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'rotateSigningKey',
    summary: 'Make a new signing key: published at once, signing a quarter of an hour later',
  })
  @ApiCreatedResponse({ standardSchema: RotatedSigningKey })
  async rotate(
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof RotatedSigningKey>> {
    const { kid, signsFrom } = await this.keys.rotate();
    await this.log.record({ type: 'signing_key_rotated', operator, ip });
    return { kid, signsFrom: signsFrom.toISOString() };
  }
}
