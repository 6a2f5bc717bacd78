import { describe, expect, test } from '@jest/globals';
import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ApiAcceptedResponse, ApiOkResponse, ApiProperty } from '@nestjs/swagger';
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

  @ApiSessionToken()
  @Post('orders')
  order() {}

  @Post('logout')
  @ApiSessionToken()
  @HttpCode(204)
  logOut() {}

  @ApiOkResponse({ type: LoginDto })
  @ApiSessionToken()
  @Get('typed')
  typed() {}

  @ApiSessionToken()
  @ApiAcceptedResponse()
  @Delete('gone')
  gone() {}
}

@ApiSessionToken()
@Controller()
class DescribedAsAWholeController {
  @Get('class')
  get() {}
}

async function describeApp(): Promise<OpenAPIObject> {
  const { app } = await startApp({
    controllers: [DescribedController, DescribedAsAWholeController],
  });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().addBearerAuth().build());
  await app.close();
  return document;
}

describe('the OpenAPI document', () => {
  test('has the login route with its body and every answer of the guard', async () => {
    const { post } = (await describeApp()).paths['/login'] ?? {};
    expect(Object.keys(post?.responses ?? {})).toEqual([
      '200',
      '400',
      '401',
      '403',
      '429',
      '502',
      '503',
      '504',
    ]);
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

  test('has the token, the success and every refusal of a guarded route', async () => {
    const { get } = (await describeApp()).paths['/me'] ?? {};
    expect(get?.security).toEqual([{ bearer: [] }]);
    expect(Object.keys(get?.responses ?? {})).toEqual(['200', '401', '502', '503', '504']);
    expect(get?.responses['503']).toMatchObject({ headers: { 'Retry-After': {} } });
  });

  test.each([
    ['post', '/orders', '201'],
    ['post', '/logout', '204'],
    ['get', '/typed', '200'],
    ['delete', '/gone', '202'],
    ['get', '/class', '200'],
  ] as const)('keeps the success of %s %s, which is %s', async (method, path, status) => {
    const { [method]: operation } = (await describeApp()).paths[path] ?? {};
    expect(Object.keys(operation?.responses ?? {})).toEqual([status, '401', '502', '503', '504']);
    if (path === '/typed') expect(JSON.stringify(operation?.responses['200'])).toContain('LoginDto');
  });
});
