import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AdminModule } from '../operators/admin.module.js';
import { Problem } from '../operators/operator-schemas.js';

/** Builds the OpenAPI document of the operators' API from the schemas that its requests are checked by. */
export function buildOperatorsOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle("The operators' API of an app2wxapp authority")
    .setDescription(
      'By operator token, or by the cookie of `POST /admin/session`; with the cookie alone, every request but a `GET` ' +
        'also carries the header `x-app2wxapp-console`. Readers may send every `GET`, and what `x-role` marks. ' +
        'Every failure is problem details (RFC 9457) with `error`, `code` and `message`.',
    )
    .setVersion('1')
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An operator token.' })
    .addCookieAuth('app2wxapp_operator')
    .addGlobalResponse({ status: '4XX', description: 'Refused', standardSchema: Problem })
    .build();
  return SwaggerModule.createDocument(app, config, { include: [AdminModule] });
}
