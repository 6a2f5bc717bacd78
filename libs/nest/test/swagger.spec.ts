import { describe, expect, test } from '@jest/globals';
import { Controller, Get, Post } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ApiProperty } from '@nestjs/swagger';
import { ApiSessionToken, ApiTicketLogin } from '../src/swagger/index.js';
import { startApp } from './start-app.js';

class LoginDto {
  @ApiProperty()
  token!: string;
}

@Controller()
class DescribedController {
  @ApiTicketLogin({ type: LoginDto })
  @Post('login')
  logIn() {}

  @ApiSessionToken()
  @Get('me')
  me() {}
}

async function describeApp(): Promise<OpenAPIObject> {
  const { app } = await startApp('fastify', { controllers: [DescribedController] });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().addBearerAuth().build());
  await app.close();
  return document;
}

describe('the OpenAPI document', () => {
  test('has the login route with its body and every answer of the guard', async () => {
    const { post } = (await describeApp()).paths['/login'] ?? {};
    expect(Object.keys(post?.responses ?? {})).toEqual(['200', '400', '401', '403', '429', '502', '504']);
    expect(post?.responses['200']).toMatchObject({
      content: { 'application/json': { schema: { $ref: '#/components/schemas/LoginDto' } } },
    });
    expect(post?.responses['401']).toMatchObject({
      headers: { 'WWW-Authenticate': {} },
      content: { 'application/problem+json': { schema: { properties: { error: { type: 'string' } } } } },
    });
    expect(post?.requestBody).toMatchObject({
      content: { 'application/json': { schema: { required: ['ticket'] } } },
    });
  });

  test('has the token and the refusal of a guarded route', async () => {
    const { get } = (await describeApp()).paths['/me'] ?? {};
    expect(get?.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(get?.responses ?? {})).toContain('401');
  });
});
