import 'reflect-metadata';
import { createPublicKey } from 'node:crypto';
import { App2WxappModule, TokenAuthGuard } from '@app2wxapp/nest';
import { Controller, Get, Module, UseGuards, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuthGuard, PassportStrategy } from '@nestjs/passport';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { loadGuardPeers } from './guard-peers.js';
import type { AuthorityFacts, Variant } from './variants.js';

const variant = process.argv[2] as Variant;
const facts = JSON.parse(process.argv[3] ?? '') as AuthorityFacts;
const pool = {
  authority: facts.authority,
  userPoolId: facts.userPoolId,
  secret: 'the-secret-of-a-benchmark',
  // The same work as passport-jwt's: signature and claims.
  verification: 'offline',
} as const;

const { Strategy } = await loadGuardPeers();
const app = await NestFactory.create<NestFastifyApplication>(createModule(variant), new FastifyAdapter(), {
  logger: ['error'],
});
await app.listen(0, '127.0.0.1');
process.send?.(await app.getUrl());
// Requested between the measurements: the processor time of this process so far, all its threads together.
process.on('message', () => process.send?.(process.cpuUsage()));

function createModule(name: Variant): Type {
  switch (name) {
    case 'no guard':
      return moduleOf([], createMe());
    case 'TokenAuthGuard ES256':
      return moduleOf([App2WxappModule.forRoot(pool)], createMe(TokenAuthGuard));
    case 'TokenAuthGuard HS256': {
      const shared = { ...pool, algorithm: 'HS256', signingKey: facts.sharedKey } as const;
      return moduleOf([App2WxappModule.forRoot(shared)], createMe(TokenAuthGuard));
    }
    case 'passport-jwt ES256': {
      const key = createPublicKey({ key: facts.jwk, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
      return moduleOf([], createMe(AuthGuard('jwt')), createStrategy('ES256', key.toString()));
    }
    case 'passport-jwt HS256':
      return moduleOf([], createMe(AuthGuard('jwt')), createStrategy('HS256', facts.sharedKey));
  }
}

function moduleOf(imports: object[], controller: Type, ...providers: Type[]): Type {
  @Module({ imports: imports as [], controllers: [controller], providers })
  class BenchModule {}
  return BenchModule;
}

function createMe(...guards: Type[]): Type {
  @Controller()
  class MeController {
    @UseGuards(...guards)
    @Get('me')
    me() {
      return { ok: true };
    }
  }
  return MeController;
}

/** Checks issuer and audience where the token names them, as the other guard does. */
function createStrategy(algorithm: 'ES256' | 'HS256', key: string): Type {
  class BenchJwtStrategy extends PassportStrategy(Strategy) {
    constructor() {
      super({
        jwtFromRequest: (request: { headers: { authorization?: string } }) =>
          request.headers.authorization?.slice('Bearer '.length) ?? null,
        secretOrKey: key,
        algorithms: [algorithm],
        ...(algorithm === 'ES256' && { issuer: facts.authority, audience: facts.userPoolId }),
      });
    }

    override validate(claims: object): object {
      return claims;
    }
  }
  return BenchJwtStrategy;
}
