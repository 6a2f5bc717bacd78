import { describe, expect, test } from '@jest/globals';
import { Controller, Delete, Get, HttpCode, Post } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ApiAcceptedResponse, ApiOkResponse, ApiProduces, ApiProperty, ApiResponse } from '@nestjs/swagger';
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

@Controller()
class DescribedInOtherWaysController {
  @ApiSessionToken()
  @ApiOkResponse({ type: [LoginDto] })
  @Get('list')
  list() {}

  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiSessionToken()
  @Get('file')
  file() {}

  @ApiSessionToken()
  @ApiResponse({ status: 'default', description: 'Anything.' })
  @Get('default')
  byDefault() {}

  @ApiSessionToken()
  @ApiResponse({ status: '2XX', description: 'Success.' })
  @Get('range')
  range() {}
}

@ApiSessionToken()
@Controller()
class DescribedAsAWholeController {
  @Get('class')
  get() {}
}

const REFUSALS = ['401', '429', '502', '503', '504'];

async function describeApp(): Promise<OpenAPIObject> {
  const { app } = await startApp({
    controllers: [DescribedController, DescribedInOtherWaysController, DescribedAsAWholeController],
  });
  const document = SwaggerModule.createDocument(app, new DocumentBuilder().addBearerAuth().build());
  await app.close();
  return document;
}

describe('the OpenAPI document', () => {
  test('has the login route with its body and every response of the guard', async () => {
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
    expect(Object.keys(get?.responses ?? {})).toEqual(['200', ...REFUSALS]);
    expect(get?.responses['429']).toMatchObject({ headers: { 'Retry-After': {} } });
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
    expect(Object.keys(operation?.responses ?? {})).toEqual([status, ...REFUSALS]);
    if (path === '/typed') expect(JSON.stringify(operation?.responses['200'])).toContain('LoginDto');
  });

  test.each([
    ['/list', '200', { 'application/json': { schema: { type: 'array' } } }],
    ['/file', '200', { 'application/pdf': { schema: { format: 'binary' } } }],
    ['/default', 'default', undefined],
    ['/range', '2XX', undefined],
  ])('keeps what %s describes of its own success', async (path, status, content) => {
    const { get } = (await describeApp()).paths[path] ?? {};
    expect(Object.keys(get?.responses ?? {}).sort()).toEqual([status, ...REFUSALS].sort());
    expect(get?.responses[status]).toMatchObject(content ? { content } : {});
    for (const refusal of REFUSALS) {
      expect(Object.keys((get?.responses[refusal] as { content: object }).content)).toEqual([
        'application/problem+json',
      ]);
    }
  });
});
