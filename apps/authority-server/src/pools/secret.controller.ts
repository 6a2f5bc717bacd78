import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { Audited } from '../operators/audited.js';
import { NeedsProof, OperatorRoutes } from '../operators/operator.guard.js';
import { CreatedSecret, SecretList } from './pool-schemas.js';
import { SecretRepository } from './secret-repository.js';

/** Secrets that a pool's backend presents. */
@Controller('admin/pools/:userPoolId/secrets')
@OperatorRoutes('pools')
export class SecretController {
  constructor(private readonly secrets: SecretRepository) {}

  @Get()
  @ApiOperation({ operationId: 'listSecrets', summary: 'Creation times of the secrets, without the secrets' })
  @ApiOkResponse({ standardSchema: SecretList })
  async list(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof SecretList>> {
    return { items: await this.secrets.list(userPoolId) };
  }

  @Post()
  @NeedsProof()
  @Audited('secret_created')
  @ApiOperation({
    operationId: 'createSecret',
    summary: 'Create a second secret, shown once; both are valid until one is retired',
  })
  @ApiCreatedResponse({ standardSchema: CreatedSecret })
  create(@Param('userPoolId') userPoolId: string): Promise<z.output<typeof CreatedSecret>> {
    return this.secrets.create(userPoolId);
  }

  @Delete(':secretId')
  @HttpCode(204)
  @NeedsProof()
  @Audited('secret_retired')
  @ApiOperation({ operationId: 'retireSecret', summary: 'Retire a secret; the last one cannot be retired' })
  @ApiNoContentResponse()
  retire(@Param('userPoolId') userPoolId: string, @Param('secretId') secretId: string): Promise<void> {
    return this.secrets.retire(userPoolId, secretId);
  }
}
