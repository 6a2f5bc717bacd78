import { Body, Controller, Delete, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { CreatedOperator, NewOperator, OperatorList } from './operator-schemas.js';
import { OperationLog } from './operation-log.js';
import { OperatorRepository, type Operator } from './operator-repository.js';
import { CurrentOperator, OperatorRoutes } from './operator.guard.js';
import { viewOperator } from './view-operator.js';

/** The operators themselves. */
@Controller('admin/operators')
@OperatorRoutes('operators')
export class OperatorController {
  constructor(
    private readonly operators: OperatorRepository,
    private readonly log: OperationLog,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listOperators', summary: 'All operators, oldest first' })
  @ApiOkResponse({ standardSchema: OperatorList })
  async list(): Promise<z.output<typeof OperatorList>> {
    return { items: (await this.operators.list()).map(viewOperator) };
  }

  @Post()
  @ApiOperation({ operationId: 'createOperator', summary: 'Make an operator; the token is shown this once' })
  @ApiCreatedResponse({ standardSchema: CreatedOperator })
  async create(
    @Body({ schema: NewOperator }) { name, role }: z.output<typeof NewOperator>,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<z.output<typeof CreatedOperator>> {
    const created = await this.operators.create(name, role);
    await this.log.record({ type: 'operator_created', operator, ip, what: [role] });
    return { operator: viewOperator(created.operator), token: created.token };
  }

  @Delete(':operatorId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeOperator', summary: 'Remove an operator; the last admin stays' })
  @ApiNoContentResponse()
  async remove(
    @Param('operatorId') operatorId: string,
    @CurrentOperator() operator: Operator,
    @Ip() ip: string,
  ): Promise<void> {
    await this.operators.remove(operatorId);
    await this.log.record({ type: 'operator_removed', operator, ip });
  }
}
