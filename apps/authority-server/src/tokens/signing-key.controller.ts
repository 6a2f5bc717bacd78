import { Controller, Inject, Ip, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AUTHORITY, type Authority } from '../boot/authority.js';
import { RotatedSigningKey } from '../operators/operator-schemas.js';
import { OperationLog } from '../operators/operation-log.js';
import type { Operator } from '../operators/operator-repository.js';
import { CurrentOperator, OperatorRoutes } from '../operators/operator.guard.js';

/** The keys that ES256 tokens are signed by. */
@Controller('admin/signing-keys')
@OperatorRoutes('signing keys')
export class SigningKeyController {
  constructor(
    @Inject(AUTHORITY) private readonly authority: Authority,
    @Inject(OperationLog) private readonly log: OperationLog,
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
    const { kid, signsFrom } = await this.authority.keys.rotate();
    await this.log.record({ type: 'signing_key_rotated', operator, ip });
    return { kid, signsFrom: signsFrom.toISOString() };
  }
}
