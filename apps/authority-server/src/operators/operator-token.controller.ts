import { App2WxappError } from '@app2wxapp/core';
import { Body, Controller, Delete, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditEntry, Audited, CurrentEntry } from './audited.js';
import { CreatedOperatorToken, NewOperatorToken } from './operator-schemas.js';
import { isOfAllPools, type Operator } from './operator.js';
import { OperatorTokenRepository } from './operator-token-repository.js';
import { CurrentOperator, ForReaders, NeedsProof, OperatorRoutes, SelectsPools } from './operator.guard.js';
import { viewToken } from './view-operator.js';

/** Tokens of an operator: each operator replaces their own, an admin of all pools those of the others too. */
@Controller('admin/operators/:operatorId/tokens')
@OperatorRoutes('operators')
export class OperatorTokenController {
  constructor(private readonly tokens: OperatorTokenRepository) {}

  @Post()
  @ForReaders()
  @SelectsPools()
  @NeedsProof()
  @Audited('operator_token_created')
  @ApiOperation({
    operationId: 'createOperatorToken',
    summary:
      'Create a second token, shown once; both are valid until one is revoked or expires. A token for another operator is valid for one sign-in',
  })
  @ApiCreatedResponse({ standardSchema: CreatedOperatorToken })
  async create(
    @Param('operatorId') operatorId: string,
    @Body({ schema: NewOperatorToken }) { ttlDays }: z.output<typeof NewOperatorToken>,
    @CurrentOperator() operator: Operator,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof CreatedOperatorToken>> {
    requireSelf(operator, operatorId);
    entry.what = [operatorId];
    const isOwn = operator.id === operatorId;
    const created = await this.tokens.create(operatorId, isOwn ? { ttlDays } : { isFirst: true });
    return { ...viewToken(created), token: created.token };
  }

  @Delete(':tokenId')
  @HttpCode(204)
  @ForReaders()
  @SelectsPools()
  @NeedsProof()
  @Audited('operator_token_revoked')
  @ApiOperation({
    operationId: 'revokeOperatorToken',
    summary: 'Revoke a token with the sessions that it opened; the only valid token cannot be revoked',
  })
  @ApiNoContentResponse()
  revoke(
    @Param('operatorId') operatorId: string,
    @Param('tokenId') tokenId: string,
    @CurrentOperator() operator: Operator,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<void> {
    requireSelf(operator, operatorId);
    entry.what = [operatorId];
    return this.tokens.remove(operatorId, tokenId);
  }
}

function requireSelf(operator: Operator, operatorId: string): void {
  if (operator.id === operatorId || (operator.role === 'admin' && isOfAllPools(operator))) return;
  throw new App2WxappError('operator_forbidden', 'Only an admin of all pools changes the tokens of others.');
}
