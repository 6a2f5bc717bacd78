import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm, reachesRegistry } from './npm.js';
import { createOutsideFolder, type OutsideFolder } from './outside-folder.js';
import { dependOnPacked } from './packed-packages.js';

const NEST_CLI = '@nestjs/cli@11.0.10';
const JEST = 'node_modules/jest/bin/jest.js';
/** What only generates, builds, formats and lints: hundreds of packages that the app's own tests do without. */
const UNUSED = /^@nestjs\/(cli|schematics)$|^ts-(loader|node)$|source-map-support|eslint|prettier|globals/;

// What installs from npm is skipped where npm is out of reach; in CI that is a failure instead.
const whereInstalled = (await reachesRegistry()) ? describe : describe.skip;

whereInstalled('a NestJS 11 app as `nest new` writes it, with its own Jest', () => {
  let folder: OutsideFolder;

  beforeAll(async () => {
    folder = createOutsideFolder({});
    const options = ['--directory=.', '--skip-install', '--skip-git', '--package-manager=npm'];
    await npm(folder.path, 'exec', '--yes', `--package=${NEST_CLI}`, '--', 'nest', 'new', 'app', ...options);
    const manifest = readJson('package.json') as { dependencies: object; devDependencies: object };
    folder.write('package.json', {
      ...manifest,
      dependencies: {
        ...manifest.dependencies,
        '@nestjs/passport': '^11.0.0',
        passport: '^0.7.0',
        'passport-custom': '^1.1.1',
        ...dependOnPacked('core', 'client', 'nest', 'authority'),
      },
      devDependencies: Object.fromEntries(
        Object.entries(manifest.devDependencies).filter(([name]) => !UNUSED.test(name)),
      ),
    });
    folder.write('src/app.module.ts', APP_MODULE);
    folder.write('src/auth.controller.ts', CONTROLLER);
    folder.write('test/login.e2e-spec.ts', LOGIN_TEST);
    await folder.install();
  }, 600_000);

  afterAll(() => {
    folder?.remove();
  });

  const readJson = (file: string): unknown => JSON.parse(readFileSync(join(folder.path, file), 'utf8'));

  test('passes the tests that came with it, and those of a login', async () => {
    expect(await folder.run(JEST)).toContain('1 passed, 1 total');
    expect(await folder.run(JEST, ['--config=test/jest-e2e.json'])).toContain('4 passed, 4 total');
  }, 240_000);

  test('passes them as an app of TypeScript’s classic CommonJS, as `nest new` wrote it before', async () => {
    const tsconfig = readJson('tsconfig.json') as { compilerOptions: object };
    const { compilerOptions } = tsconfig;
    folder.write('tsconfig.json', {
      compilerOptions: {
        ...compilerOptions,
        module: 'commonjs',
        moduleResolution: 'node',
        resolvePackageJsonExports: undefined,
      },
    });
    const output = await folder.run(JEST, ['--config=test/jest-e2e.json']);
    folder.write('tsconfig.json', tsconfig);
    expect(output).toContain('4 passed, 4 total');
  }, 240_000);
});

const APP_MODULE = `import { App2WxappModule } from '@app2wxapp/nest';
import { Module } from '@nestjs/common';
import { AppController } from './app.controller';
import { AppService } from './app.service';
import { AuthController } from './auth.controller';

@Module({
  imports: [
    App2WxappModule.forRootAsync({
      useFactory: () => ({
        authority: process.env.AUTHORITY ?? 'https://login.example.com',
        userPoolId: process.env.USER_POOL_ID ?? 'a-pool',
        secret: process.env.POOL_SECRET ?? 'of a test',
      }),
    }),
  ],
  controllers: [AppController, AuthController],
  providers: [AppService],
})
export class AppModule {}
`;

const CONTROLLER = `import { CurrentUser, TicketAuthGuard, TokenAuthGuard } from '@app2wxapp/nest';
import type { TokenClaims, User } from '@app2wxapp/core';
import { Controller, Get, Post, UseGuards } from '@nestjs/common';

@Controller()
export class AuthController {
  @UseGuards(TicketAuthGuard)
  @Post('auth/wechat')
  logIn(@CurrentUser() user: User) {
    return { token: user.token };
  }

  @UseGuards(TokenAuthGuard)
  @Get('me')
  me(@CurrentUser() claims: TokenClaims) {
    return { id: claims.data.id };
  }
}
`;

const LOGIN_TEST = `import { startStandInAuthority, type StandInAuthority } from '@app2wxapp/authority/testing';
import { Authenticator } from '@app2wxapp/nest';
import { TestAuthenticator } from '@app2wxapp/nest/testing';
import type { INestApplication } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import request from 'supertest';
import { AppModule } from './../src/app.module';

describe('a login', () => {
  let authority: StandInAuthority;
  let app: INestApplication;

  beforeAll(async () => {
    authority = await startStandInAuthority();
    process.env.AUTHORITY = authority.authority;
    process.env.USER_POOL_ID = authority.userPoolId;
    process.env.POOL_SECRET = authority.secret;
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile();
    app = module.createNestApplication();
    await app.init();
  });

  afterAll(async () => {
    await app.close();
    await authority.close();
  });

  it('ends in a token that the guard lets in', async () => {
    const login = await request(app.getHttpServer())
      .post('/auth/wechat')
      .send({ ticket: authority.issueTicket() });
    expect(login.status).toBe(201);
    const token: string = login.body.token;
    const me = await request(app.getHttpServer()).get('/me').set('Authorization', 'Bearer ' + token);
    expect(me.status).toBe(200);
    expect(me.body.id).toMatch(/^[0-9a-f]{24}$/);
  });

  it('is refused as problem details', async () => {
    const login = await request(app.getHttpServer()).post('/auth/wechat').send({ ticket: 'unknown' });
    expect(login.status).toBe(401);
    expect(login.body.error).toBe('invalid_ticket');
  });

  it('is replaced by a test authenticator', async () => {
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(Authenticator)
      .useValue(new TestAuthenticator({ data: { id: 'somebody' } }))
      .compile();
    const other = module.createNestApplication();
    await other.init();
    const me = await request(other.getHttpServer()).get('/me').set('Authorization', 'Bearer any');
    expect(me.body).toEqual({ id: 'somebody' });
    await other.close();
  });
});
`;
