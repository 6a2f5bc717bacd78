import { Controller, Delete, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { OperationLog } from '../operators/operation-log.js';
import type { Operator } from '../operators/operator-repository.js';
import { CurrentOperator, OperatorRoutes } from '../operators/operator.guard.js';
import { CreatedSecret, SecretList } from './pool-schemas.js';
import { SecretRepository } from './secret-repository.js';

/** The secrets that a pool's backend shows. */
@Controller('admin/pools/:userPoolId/secrets')
@OperatorRoutes('pools')
export class SecretController {
  constructor(
    private readonly secrets: SecretRepository,
    private readonly log: OperationLog,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listSecrets', summary: 'When the secrets were made; never the secrets' })
  @ApiOkResponse({ standardSchema: SecretList })
  async list(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof SecretList>> {
    return { items: await this.secrets.list(userPoolId) };
  }

  @Post()
  @ApiOperation({
    operationId: 'createSecret',
    summary: 'Make a second secret, shown this once; both are good until one is retired',
  })
  @ApiCreatedResponse({ standardSchema: CreatedSecret })
  async create(
    @Param('userPoolId') userPoolId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof CreatedSecret>> {
    const created = await this.secrets.create(userPoolId);
    await this.log.record({ type: 'secret_created', operator, ip, userPoolId });
    return created;
  }

  @Delete(':secretId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'retireSecret', summary: 'Retire a secret; the last one stays' })
  @ApiNoContentResponse()
  async retire(
    @Param('userPoolId') userPoolId: string,
    @Param('secretId') secretId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<void> {
    await this.secrets.retire(userPoolId, secretId);
    await this.log.record({ type: 'secret_retired', operator, ip, userPoolId });
  }
}
