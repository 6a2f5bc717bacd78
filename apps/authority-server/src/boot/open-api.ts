import { PICTURE_MAX_BYTES } from '@app2wxapp/authority';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Problem } from '../operators/operator-schemas.js';
import { AppModule } from './app.module.js';
import { PhotoAnswer } from '../logins/answer-schemas.js';

/**
 * Builds the OpenAPI document of the endpoints of logins, from the schemas that their requests are checked by: for
 * mini programs and backends in any language.
 */
export function buildLoginsOpenApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('The endpoints of an app2wxapp authority')
    .setDescription(
      'Every failure is problem details (RFC 9457) with `error`, `code` and `message`, and in envelope style what ' +
        "Authing answers. `/oauth/introspect`, `/oauth/revoke` and `/oauth/token` take the pool's id and secret by HTTP " +
        'Basic or in the body, which is a form or JSON, and refuse as RFC 6749 §5.2 says.',
    )
    .setVersion('1')
    .addBasicAuth({ type: 'http', scheme: 'basic', description: 'Id and secret of the pool.' })
    .addGlobalResponse({ status: '4XX', description: 'Refused', standardSchema: Problem })
    .build();
  const document = SwaggerModule.createDocument(app, config, { include: [AppModule] });
  return { ...document, paths: { ...document.paths, ...PICTURE_PATHS } };
}

/** Serves a document to anybody: it holds nothing but what the source does. It is built when it is first asked for. */
export function serveOpenApi(
  app: NestFastifyApplication,
  path: string,
  build: (app: NestFastifyApplication) => OpenAPIObject,
): void {
  let document: OpenAPIObject | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get(path, () => (document ??= build(app)));
}

const { $schema: _, ...PHOTO } = PhotoAnswer.toJSONSchema();
const PICTURE = { schema: { type: 'string', format: 'binary' } } as const;

/** The routes of pictures are not Nest's, which would have parsed what is sent to them. */
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
        201: { description: 'Kept', content: { 'application/json': { schema: PHOTO as object } } },
      },
    },
  },
  '/avatars/{avatarId}': {
    get: {
      operationId: 'findAvatar',
      summary: 'The picture, to anybody who knows its address',
      parameters: [{ name: 'avatarId', in: 'path', required: true, schema: { type: 'string' } }],
      responses: { 200: { description: 'The picture', content: { 'image/*': PICTURE } } },
    },
  },
};
