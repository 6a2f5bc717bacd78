import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { CreatedOperator, NewOperator, OperatorList } from './operator-schemas.js';
import { OperatorRepository } from './operator-repository.js';
import { AuditEntry, Audited, CurrentEntry } from './audited.js';
import { OperatorRoutes } from './operator.guard.js';
import { viewOperator } from './view-operator.js';

/** The operators themselves. */
@Controller('admin/operators')
@OperatorRoutes('operators')
export class OperatorController {
  constructor(private readonly operators: OperatorRepository) {}

  @Get()
  @ApiOperation({ operationId: 'listOperators', summary: 'All operators, oldest first' })
  @ApiOkResponse({ standardSchema: OperatorList })
  async list(): Promise<z.output<typeof OperatorList>> {
    return { items: (await this.operators.list()).map(viewOperator) };
  }

  @Post()
  @Audited('operator_created')
  @ApiOperation({ operationId: 'createOperator', summary: 'Create an operator; the token is shown once' })
  @ApiCreatedResponse({ standardSchema: CreatedOperator })
  async create(
    @Body({ schema: NewOperator }) { name, role }: z.output<typeof NewOperator>,
    @CurrentEntry() entry: AuditEntry,
  ): Promise<z.output<typeof CreatedOperator>> {
    const created = await this.operators.create(name, role);
    entry.what = [role];
    return { operator: viewOperator(created.operator), token: created.token };
  }

  @Delete(':operatorId')
  @HttpCode(204)
  @Audited('operator_removed')
  @ApiOperation({ operationId: 'removeOperator', summary: 'Remove an operator; the last admin stays' })
  @ApiNoContentResponse()
  remove(@Param('operatorId') operatorId: string): Promise<void> {
    return this.operators.remove(operatorId);
  }
}
