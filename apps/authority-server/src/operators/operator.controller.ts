import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditEntry, Audited, CurrentEntry } from './audited.js';
import { CreatedOperator, NewOperator, OperatorList } from './operator-schemas.js';
import { isOfAllPools, type Operator } from './operator.js';
import { OperatorRepository } from './operator-repository.js';
import { CurrentOperator, NeedsProof, OperatorRoutes, SelectsPools } from './operator.guard.js';
import { viewOperator, viewToken } from './view-operator.js';

/** Operators of this authority. */
@Controller('admin/operators')
@OperatorRoutes('operators')
export class OperatorController {
  constructor(private readonly operators: OperatorRepository) {}

  @Get()
  @SelectsPools()
  @ApiOperation({
    operationId: 'listOperators',
    summary: 'All operators, oldest first; an operator of some pools sees only itself',
  })
  @ApiOkResponse({ standardSchema: OperatorList })
  async list(@CurrentOperator() operator: Operator): Promise<z.output<typeof OperatorList>> {
    const listed = await this.operators.list(isOfAllPools(operator) ? undefined : operator.id);
    return { items: listed.map((item) => ({ ...viewOperator(item), tokens: item.tokens.map(viewToken) })) };
  }

  @Post()
  @NeedsProof()
  @Audited('operator_created')
  @ApiOperation({
    operationId: 'createOperator',
    summary: 'Create an operator; the token is shown once and valid for one sign-in within a week',
  })
  @ApiCreatedResponse({ standardSchema: CreatedOperator })
  async create(
    @Body({ schema: NewOperator }) body: z.output<typeof NewOperator>,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof CreatedOperator>> {
    const { operator, created } = await this.operators.create(body);
    entry.what = [body.role, operator.id];
    return { operator: viewOperator(operator), token: created.token };
  }

  @Delete(':operatorId')
  @HttpCode(204)
  @NeedsProof()
  @Audited('operator_removed')
  @ApiOperation({
    operationId: 'removeOperator',
    summary: 'Remove an operator with tokens and sessions; the last admin of all pools cannot be removed',
  })
  @ApiNoContentResponse()
  remove(@Param('operatorId') operatorId: string, @CurrentEntry() entry: AuditEntry): Promise<void> {
    entry.what = [operatorId];
    return this.operators.remove(operatorId);
  }
}
