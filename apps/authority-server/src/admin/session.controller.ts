import { Controller, Get, UseGuards } from '@nestjs/common';
import type { Operator } from './operator-repository.js';
import { CurrentOperator, OperatorGuard } from './operator.guard.js';

/** Who is signed in. */
@Controller('admin/session')
@UseGuards(OperatorGuard)
export class SessionController {
  @Get()
  find(@CurrentOperator() operator: Operator): Operator {
    return operator;
  }
}
