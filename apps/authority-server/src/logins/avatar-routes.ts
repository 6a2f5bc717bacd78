import {
  parsePicture,
  PICTURE_MAX_BYTES,
  saveAvatar,
  type AuthorityStore,
  type AvatarDependencies,
  type AvatarOwner,
  type AvatarTickets,
  type Clock,
  type Picture,
  type Random,
} from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PUBLIC_URL, type PublicUrl } from '../config/public-url.js';
import { CLOCK, RANDOM } from '../config/system.js';
import { answerThrown } from '../answers/answer-failure.js';
import { buildRoutePolicy } from '../http/route-policy.js';
import { RATE_LIMITS, type RateLimits } from '../limits/rate-limits.js';
import { STORE } from '../store/sql-store.js';

/** Injects the `AvatarTickets` of the rules. */
export const AVATAR_TICKETS = Symbol('AvatarTickets');

interface UploadRequest extends FastifyRequest {
  /** Owner of the picture, once the avatar ticket was verified. */
  avatarOf?: AvatarOwner;
}

const AVATAR_ID = /^[\w-]{22}$/;

/** Seconds after which a deleted picture has left every cache as well. */
const CACHE_SECONDS = 86_400;

const HEADERS = {
  'cache-control': `public, max-age=${CACHE_SECONDS}, immutable`,
  'content-disposition': 'inline',
  // Apps display it on any origin; it contains no page.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; sandbox",
};

/**
 * Accepts and serves pictures of users, apart from all other routes: only here a body is bytes, and larger than 16
 * kB. It is not read before the avatar ticket was verified.
 */
@Injectable()
export class AvatarRoutes implements AvatarDependencies {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(STORE) readonly store: AuthorityStore,
    @Inject(AVATAR_TICKETS) private readonly avatarTickets: AvatarTickets,
    @Inject(RATE_LIMITS) private readonly limits: RateLimits,
    @Inject(PUBLIC_URL) readonly issuer: PublicUrl,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(RANDOM) readonly random: Random,
  ) {}

  async register(): Promise<void> {
    await this.host.httpAdapter.getInstance<FastifyInstance>().register((routes, _options, done) => {
      routes.removeAllContentTypeParsers();
      // The declared type is ignored.
      routes.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
      routes.setErrorHandler((error, request, reply) =>
        answerThrown(nameUploadFailure(error), request, reply),
      );
      routes.post<{ Params: { userPoolId: string } }>(
        '/oauth/app2wxapp/avatars/:userPoolId',
        {
          config: buildRoutePolicy({ pages: true }),
          bodyLimit: PICTURE_MAX_BYTES,
          onRequest: (request) => this.admit(request),
        },
        async (request, reply) => reply.status(201).send({ photo: await this.save(request) }),
      );
      routes.get<{ Params: { avatarId: string } }>(
        '/avatars/:avatarId',
        { config: buildRoutePolicy() },
        async (request, reply) => sendPicture(reply, await this.find(request.params.avatarId)),
      );
      done();
    });
  }

  private async admit(request: UploadRequest): Promise<void> {
    const { userPoolId } = request.params as { userPoolId: string };
    const [, shown = ''] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const owner = this.avatarTickets.verify(shown, userPoolId);
    await this.limits.consume('avatar', owner.accountId);
    request.avatarOf = owner;
  }

  private async save({ avatarOf, body }: UploadRequest): Promise<string> {
    if (avatarOf === undefined) throw new Error('A picture came past the check of its avatar ticket.');
    const picture = await parsePicture(body instanceof Uint8Array ? body : new Uint8Array());
    return saveAvatar(this, avatarOf, picture);
  }

  private async find(avatarId: string): Promise<Picture> {
    // No other text is an id, and PostgreSQL rejects some texts.
    const picture = AVATAR_ID.test(avatarId) ? await this.store.findAvatar(avatarId) : undefined;
    if (picture) return picture;
    throw new App2WxappError('invalid_request', 'There is no such picture.', { status: 404 });
  }
}

function sendPicture(reply: FastifyReply, { type, bytes }: Picture) {
  return reply.headers(HEADERS).type(type).send(Buffer.from(bytes));
}

function nameUploadFailure(error: unknown): unknown {
  const { statusCode } = error as { statusCode?: unknown };
  if (statusCode !== 413) return error;
  return new App2WxappError('invalid_request', 'The picture is too large: 256 kB at most.', { status: 413 });
}
