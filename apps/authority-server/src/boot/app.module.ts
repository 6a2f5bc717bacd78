import { Module, type DynamicModule } from '@nestjs/common';
import type { FastifyBaseLogger } from 'fastify';
import { BackendModule } from '../backends/backend.module.js';
import { ConfigModule } from '../config/config.module.js';
import type { Settings } from '../config/settings.js';
import { ConsoleModule } from '../console/console.module.js';
import { DatabaseModule } from '../database/database.module.js';
import { EventModule } from '../events/event.module.js';
import { HttpModule } from '../http/http.module.js';
import { LoginModule } from '../logins/login.module.js';
import { MonitoringModule } from '../monitoring/monitoring.module.js';
import { OperatorModule } from '../operators/operator.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { SigningKeyModule } from '../tokens/signing-key.module.js';
import { TokenModule } from '../tokens/token.module.js';
import { UserModule } from '../users/user.module.js';
import { FirstStart } from './first-start.js';

/** Root module of the server, which imports every other. */
@Module({
  imports: [
    // First: its hooks apply to the routes that are registered after it.
    HttpModule,
    DatabaseModule,
    LoginModule,
    TokenModule,
    BackendModule,
    OperatorModule,
    PoolModule,
    UserModule,
    EventModule,
    SigningKeyModule,
    MonitoringModule,
    ConsoleModule,
  ],
  providers: [FirstStart],
})
export class AppModule {
  /** Configures the server with its settings and its open database. */
  static forRoot(settings: Settings, logger: FastifyBaseLogger): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.forRoot(settings, logger)] };
  }
}
