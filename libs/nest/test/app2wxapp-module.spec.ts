import { describe, expect, test } from '@jest/globals';
import type { ConnectionOptions } from '@app2wxapp/client';
import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { inspect } from 'node:util';
import { App2WxappModule, Authenticator, TokenAuthGuard } from '../src/index.js';

const options: ConnectionOptions = {
  authority: 'https://login.example.com',
  userPoolId: '5e4cdd055df3df65dc58b97d',
  secret: 'the-secret-of-a-test',
};

@Injectable()
class Settings {
  readonly app2wxapp = options;
}

@Module({ providers: [Settings], exports: [Settings] })
class SettingsModule {}

@Controller()
class GuardedController {
  @UseGuards(TokenAuthGuard)
  @Get()
  get() {
    return {};
  }
}

@Module({ controllers: [GuardedController] })
class FeatureModule {}

const compile = (...imports: object[]) => Test.createTestingModule({ imports: imports as [] }).compile();

describe('App2WxappModule', () => {
  test('accepts options', async () => {
    const module = await compile(App2WxappModule.forRoot(options));
    expect([...module.get(Authenticator).clients.keys()]).toEqual([options.userPoolId]);
  });

  test('accepts options from a factory', async () => {
    const module = await compile(
      App2WxappModule.forRootAsync({
        imports: [SettingsModule],
        inject: [Settings],
        useFactory: (settings: Settings) => settings.app2wxapp,
      }),
    );
    expect([...module.get(Authenticator).clients.keys()]).toEqual([options.userPoolId]);
  });

  test('provides the guards to modules that do not import it, unless isGlobal is false', async () => {
    await expect(compile(App2WxappModule.forRoot(options), FeatureModule)).resolves.toBeDefined();
    await expect(
      compile(App2WxappModule.forRoot({ ...options, isGlobal: false }), FeatureModule),
    ).rejects.toThrow(/App2WxappModule/);
  });

  const mistakes: [string, Partial<ConnectionOptions>][] = [
    ['no secret', { secret: undefined }],
    ['an authority in clear text', { authority: 'http://login.example.com' }],
    ['a pool id that is none', { userPoolId: 'a/b' }],
  ];
  test.each(mistakes)('stops the start for %s', async (_name, mistake) => {
    const module = compile(App2WxappModule.forRoot({ ...options, ...mistake }));
    await expect(module).rejects.toMatchObject({ code: 'invalid_options' });
  });

  test('accepts an instance of a class with getters', async () => {
    class Config {
      readonly #values = options;
      get authority() {
        return this.#values.authority;
      }
      get userPoolId() {
        return this.#values.userPoolId;
      }
      get secret() {
        return this.#values.secret;
      }
    }
    for (const dynamic of [
      App2WxappModule.forRoot(new Config()),
      App2WxappModule.forRootAsync({ useFactory: () => new Config() }),
      App2WxappModule.forRoot({ pools: [new Config()], selectPool: () => options.userPoolId }),
    ]) {
      const module = await compile(dynamic);
      expect([...module.get(Authenticator).clients.keys()]).toEqual([options.userPoolId]);
    }
  });

  test('accepts frozen options, with undefined members', async () => {
    const frozen = Object.freeze({ ...options, onWarning: undefined, fetch: undefined });
    await expect(compile(App2WxappModule.forRoot(frozen))).resolves.toBeDefined();
  });

  test.each([undefined, null, {}])('stops the start for %p in place of options', async (given) => {
    await expect(compile(App2WxappModule.forRoot(given as never))).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/"authority".*"userPoolId".*"secret"/),
    });
    expect(() => App2WxappModule.forRootAsync(given as never)).toThrow(
      expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining('"useFactory"') }),
    );
  });

  test.each([null, {}, 'pool', [undefined], [null], ['pool']])(
    'stops the start for the pools %j',
    async (pools) => {
      const several = { pools, selectPool: () => 'pool' } as never;
      await expect(compile(App2WxappModule.forRoot(several))).rejects.toMatchObject({
        code: 'invalid_options',
      });
    },
  );

  test('stops the start for a pool that is not awaited, and says so', async () => {
    const several = { pools: [Promise.reject(new TypeError('boom'))], selectPool: () => 'pool' } as never;
    await expect(compile(App2WxappModule.forRoot(several))).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining('await it first'),
    });
  });

  test('accepts options from a class that creates them, of its own or of another module', async () => {
    class Factory {
      // Not of the prototype.
      readonly create = () => options;
    }
    @Module({ providers: [Factory], exports: [Factory] })
    class FactoryModule {}
    for (const dynamic of [
      App2WxappModule.forRootAsync({ useClass: Factory }),
      App2WxappModule.forRootAsync({ imports: [FactoryModule], useExisting: Factory }),
    ]) {
      const module = await compile(dynamic);
      expect([...module.get(Authenticator).clients.keys()]).toEqual([options.userPoolId]);
    }
  });

  test('stops the start for a class that creates no options, and names the method', async () => {
    class Config {
      createOptions() {
        return options;
      }
    }
    @Module({ providers: [Config], exports: [Config] })
    class ConfigModule {}
    for (const source of [
      { useClass: Config as never },
      { imports: [ConfigModule], useExisting: Config as never },
    ]) {
      await expect(compile(App2WxappModule.forRootAsync(source))).rejects.toMatchObject({
        code: 'invalid_options',
        message: expect.stringMatching(/Config.*create\(\)/),
      });
    }
  });

  test('stops the start where it is imported as a class, and says how to import it', async () => {
    await expect(compile(App2WxappModule)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/App2WxappModule\.forRoot\(/),
    });
    // Beside the global one it would be a second module, without options.
    @Module({ imports: [App2WxappModule] })
    class OtherModule {}
    await expect(compile(App2WxappModule.forRoot(options), OtherModule)).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/App2WxappModule\.forRoot\(/),
    });
  });

  test('stops the start for a factory that returns no options, and names the missing ones', async () => {
    const module = compile(App2WxappModule.forRootAsync({ useFactory: () => undefined as never }));
    await expect(module).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringMatching(/"authority".*"userPoolId".*"secret"/),
    });
  });

  test.each<[string, object, string]>([
    ['a source of tickets that is none', { ticketFrom: 'query' }, 'ticketFrom'],
    ['a source of tickets without a header', { ticketFrom: {} }, 'ticketFrom'],
    ['headers that are no names', { ticketFrom: { header: 'x', verifierHeader: 1 } }, 'ticketFrom'],
    ['no source of tickets', { ticketFrom: null }, 'ticketFrom'],
    ['a validate that is no function', { validate: {} }, 'validate'],
    ['a getRequest that is no function', { getRequest: 'handshake' }, 'getRequest'],
  ])("stops the start for %s, also without a compiler's check", async (_name, mistake, named) => {
    const module = compile(App2WxappModule.forRoot({ ...options, ...mistake }));
    await expect(module).rejects.toMatchObject({
      code: 'invalid_options',
      message: expect.stringContaining(`"${named}"`),
    });
  });

  test('names all empty variables of an environment at once', async () => {
    const module = compile(App2WxappModule.forRoot({ authority: '', userPoolId: '', secret: '' }));
    await expect(module).rejects.toThrow(/App2WxappModule.*"authority".*"userPoolId".*"secret"/);
  });

  test('contains no secret when its parts are printed', async () => {
    const module = await compile(App2WxappModule.forRoot(options));
    expect(inspect(module.get(Authenticator), { depth: 9, showHidden: true })).not.toContain(options.secret);
  });
});
