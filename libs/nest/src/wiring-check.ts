import { App2WxappError } from '@app2wxapp/core';
import { Injectable, Scope, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { ApplicationConfig, MetadataScanner, ModuleRef, ModulesContainer } from '@nestjs/core';
import { Authenticator } from './authenticator.js';
import { GuardedLogger } from './guarded-logger.js';
import { isPublic } from './public.decorator.js';
import { takesTickets } from './ticket-guard-mark.js';
import { TokenAuthGuard } from './token-auth.guard.js';

/** Keys under which Nest stores the guards of `@UseGuards()`, and the path of a route. */
const GUARDS = '__guards__';
const PATH = 'path';

type Handler = (...parameters: unknown[]) => unknown;

/** Checks how an app uses the module, once, at its start, before the first request. */
@Injectable()
export class WiringCheck implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new GuardedLogger('App2WxappModule');

  constructor(
    private readonly moduleRef: ModuleRef,
    private readonly modules: ModulesContainer,
    private readonly config: ApplicationConfig,
  ) {}

  /**
   * Checks the module's options.
   *
   * @throws {App2WxappError} `invalid_options` for options that would be created again for each request, and for
   *   two global modules with different pools
   */
  onModuleInit(): void {
    this.refuseRequestScoped();
    this.refuseSeveralGlobal();
  }

  private refuseRequestScoped(): void {
    if (this.moduleRef.introspect(Authenticator).scope === Scope.DEFAULT) return;
    throw new App2WxappError(
      'invalid_options',
      'App2WxappModule.forRootAsync injects a provider that is request-scoped or transient, and its options are read ' +
        'once. Inject singletons only. "validate" gets the request: resolve there what is request-scoped, by ' +
        'moduleRef.resolve(…, ContextIdFactory.getByRequest(request)).',
    );
  }

  private refuseSeveralGlobal(): void {
    const pools = [...this.modules.values()]
      .filter((module) => module.isGlobal && module.providers.has(WiringCheck))
      .map((module) => module.providers.get(Authenticator)?.instance as Partial<Authenticator> | undefined)
      .map((authenticator) => [...(authenticator?.clients?.keys() ?? [])].join(', '));
    if (new Set(pools).size < 2) return;
    throw new App2WxappError(
      'invalid_options',
      `App2WxappModule is imported as a global module for several pools apart: ${pools.join('; ')}. Every guard would use ` +
        'the first. Name all pools in one module by "pools" and "selectPool", or set "isGlobal: false" and import each ' +
        'in the modules whose routes it guards.',
    );
  }

  /** Warns about login routes that no caller can use: a session token is required before the ticket is exchanged. */
  onApplicationBootstrap(): void {
    const guardsAll = this.globalGuards().some(wantsToken);
    for (const { controllers } of this.modules.values()) {
      for (const { metatype } of controllers.values()) {
        if (typeof metatype === 'function') this.checkController(metatype, guardsAll);
      }
    }
  }

  private globalGuards(): object[] {
    const requestScoped = this.config.getGlobalRequestGuards().map(({ metatype }) => metatype);
    return [...this.config.getGlobalGuards(), ...requestScoped].filter((guard) => guard !== null);
  }

  private checkController(controller: object, guardsAll: boolean): void {
    const { prototype } = controller as { readonly prototype: Record<string, Handler> };
    const ofClass = guardsOf(controller);
    for (const name of new MetadataScanner().getAllMethodNames(prototype)) {
      const handler = prototype[name];
      if (handler === undefined || !Reflect.hasMetadata(PATH, handler)) continue;
      const guards = [...ofClass, ...guardsOf(handler)];
      if (!guards.some(takesTickets) || isPublic(handler, controller)) continue;
      if (!guardsAll && !guards.some(wantsToken)) continue;
      this.logger.warn(
        `${(controller as { readonly name: string }).name}.${name} logs users in with a ticket, but TokenAuthGuard ` +
          'rejects the request first: a user who logs in has no session token yet. Mark the route with @Public().',
      );
    }
  }
}

function guardsOf(target: object): object[] {
  return (Reflect.getMetadata(GUARDS, target) as object[] | undefined) ?? [];
}

function wantsToken(guard: object): boolean {
  const prototype: unknown = typeof guard === 'function' ? guard.prototype : guard;
  return prototype === TokenAuthGuard.prototype || prototype instanceof TokenAuthGuard;
}
