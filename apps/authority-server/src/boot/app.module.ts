import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AdminModule } from '../operators/admin.module.js';
import { ClaimController } from '../logins/claim.controller.js';
import { ExchangeController } from '../logins/exchange.controller.js';
import { createInvalidRequest } from '../http/failure.js';
import { FailureFilter } from '../http/failure.filter.js';
import { IssueController } from '../logins/issue.controller.js';
import { OperationController } from '../monitoring/health.controller.js';
import { TokenController } from '../tokens/token.controller.js';
import { AUTHORITY, type Authority } from './authority.js';

/** The endpoints. */
@Module({
  controllers: [IssueController, ExchangeController, ClaimController, TokenController, OperationController],
})
export class AppModule {
  static forRoot(authority: Authority): DynamicModule {
    return {
      module: AppModule,
      imports: [AdminModule.forRoot(authority)],
      providers: [
        { provide: AUTHORITY, useValue: authority },
        { provide: APP_FILTER, useValue: new FailureFilter(authority.pools) },
        {
          provide: APP_PIPE,
          useValue: new StandardSchemaValidationPipe({
            exceptionFactory: createInvalidRequest,
            validateCustomDecorators: true,
          }),
        },
      ],
    };
  }
}
