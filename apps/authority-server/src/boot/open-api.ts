import { PICTURE_MAX_BYTES } from '@app2wxapp/authority';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { BackendModule } from '../backends/backend.module.js';
import { EventModule } from '../events/event.module.js';
import { answerThrown } from '../answers/answer-failure.js';
import { Problem } from '../http/problem.js';
import { PhotoAnswer } from '../logins/login-answers.js';
import { LoginModule } from '../logins/login.module.js';
import { MonitoringModule } from '../monitoring/monitoring.module.js';
import { OperatorModule } from '../operators/operator.module.js';
import { PoolModule } from '../pools/pool.module.js';
import { SigningKeyModule } from '../tokens/signing-key.module.js';
import { TokenModule } from '../tokens/token.module.js';
import { UserModule } from '../users/user.module.js';

const REFERENCE = 'https://github.com/app2wxapp/app2wxapp/blob/main/docs/authority-reference.md';

/**
 * Serves the OpenAPI documents to any caller: they contain nothing that the source does not. Each is built at its
 * first request.
 */
export function serveOpenApi(app: NestFastifyApplication): void {
  const documents = { '/openapi.json': buildLoginsOpenApi, '/admin/openapi.json': buildOperatorsOpenApi };
  const fastify = app.getHttpAdapter().getInstance();
  for (const [path, build] of Object.entries(documents)) {
    let document: OpenAPIObject | undefined;
    fastify.get(path, { errorHandler: answerThrown }, () => (document ??= build(app)));
  }
}

/**
 * Builds the OpenAPI document of the endpoints of logins, from the schemas that validate their requests: for mini
 * programs and backends in any language.
 */
function buildLoginsOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('The endpoints of an app2wxapp authority')
    .setDescription(
      'Every failure is problem details (RFC 9457) with `error`, `code` and `message`, and in envelope style the ' +
        "response format of Authing. `/oauth/introspect`, `/oauth/revoke` and `/oauth/token` take the pool's id and secret by HTTP " +
        'Basic or in the body, which is a form or JSON, and reject requests as RFC 6749 §5.2 specifies. `/oauth/users` takes them by ' +
        'HTTP Basic.',
    )
    .setVersion('1')
    .setExternalDoc('Documentation', REFERENCE)
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'Id and secret of the pool.' })
    .addGlobalResponse({ status: '4XX', description: 'Refused', standardSchema: Problem })
    .build();
  const document = createDocument(app, config, [LoginModule, TokenModule, BackendModule, MonitoringModule]);
  return { ...document, paths: { ...document.paths, ...PICTURE_PATHS } };
}

/** Builds the OpenAPI document of the operators' API from the schemas that validate its requests. */
function buildOperatorsOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle("The operators' API of an app2wxapp authority")
    .setDescription(
      'By operator token, or by the cookie of `POST /admin/session`; with the cookie alone, every request but a `GET` ' +
        'also carries the header `x-app2wxapp-console`. Readers may send every `GET` and the operations marked `x-role`. ' +
        'Every failure is problem details (RFC 9457) with `error`, `code` and `message`.',
    )
    .setVersion('1')
    .setExternalDoc('Documentation', REFERENCE)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An operator token.' })
    .addCookieAuth('app2wxapp_operator')
    .addGlobalResponse({ status: '4XX', description: 'Refused', standardSchema: Problem })
    .build();
  return createDocument(app, config, [OperatorModule, PoolModule, UserModule, EventModule, SigningKeyModule]);
}

/** Builds one document from the routes of modules, in the order of the modules. */
function createDocument(
  app: NestFastifyApplication,
  config: Omit<OpenAPIObject, 'paths'>,
  modules: readonly Type[],
): OpenAPIObject {
  const parts = modules.map((module) => SwaggerModule.createDocument(app, config, { include: [module] }));
  const paths: OpenAPIObject['paths'] = {};
  const schemas: NonNullable<OpenAPIObject['components']>['schemas'] = {};
  for (const part of parts) {
    for (const [path, item] of Object.entries(part.paths)) paths[path] = { ...paths[path], ...item };
    Object.assign(schemas, part.components?.schemas);
  }
  return { ...config, paths, components: { ...config.components, schemas } };
}

const { $schema: _, ...PHOTO } = PhotoAnswer.toJSONSchema();
const PICTURE = { schema: { type: 'string', format: 'binary' } } as const;

/** Paths of pictures, which are not Nest's routes: Nest would parse their bodies. */
const PICTURE_PATHS: OpenAPIObject['paths'] = {
  '/oauth/app2wxapp/avatars/{userPoolId}': {
    post: {
      operationId: 'saveAvatar',
      summary: `Mini program: the picture of the user, ${PICTURE_MAX_BYTES / 1024} kB at most; \`Authorization: Bearer <avatarTicket>\``,
      parameters: [{ name: 'userPoolId', in: 'path', required: true, schema: { type: 'string' } }],
      requestBody: {
        required: true,
        content: { 'image/png': PICTURE, 'image/jpeg': PICTURE, 'image/webp': PICTURE },
      },
      responses: {
        201: { description: 'Stored', content: { 'application/json': { schema: PHOTO as object } } },
      },
    },
  },
  '/avatars/{avatarId}': {
    get: {
      operationId: 'findAvatar',
      summary: 'Picture of a user, for every caller that has its address',
      parameters: [{ name: 'avatarId', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'The picture', content: { 'image/*': PICTURE } } },
    },
  },
};
