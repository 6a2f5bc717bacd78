import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

/** Serves the page at `/docs` and its document at `/openapi.json`. */
export function serveOpenApi(app: NestFastifyApplication): void {
  const config = new DocumentBuilder()
    .setTitle('Backend')
    .setVersion('1')
    .setExternalDoc('Documentation', 'https://github.com/app2wxapp/app2wxapp/blob/main/docs/backend.md')
    .addBearerAuth()
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, config), {
    jsonDocumentUrl: 'openapi.json',
    customSiteTitle: 'Backend API',
  });
}
