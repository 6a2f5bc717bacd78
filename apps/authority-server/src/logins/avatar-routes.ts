import { parsePicture, PICTURE_MAX_BYTES, saveAvatar, type AvatarOwner } from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Authority } from '../boot/authority.js';
import { answerFailure } from '../http/answer-failure.js';
import { readFailure } from '../http/failure.js';

interface UploadRequest extends FastifyRequest {
  /** Set once the avatar ticket has been found good. */
  avatarOf?: AvatarOwner;
}

const AVATAR_ID = /^[\w-]{22}$/;

/** After this a picture that was removed is gone from every cache as well. */
const CACHE_SECONDS = 86_400;

const HEADERS = {
  'cache-control': `public, max-age=${CACHE_SECONDS}, immutable`,
  'content-disposition': 'inline',
  // Apps show it wherever they run; nothing in it is a page.
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'content-security-policy': "default-src 'none'; sandbox",
};

/**
 * Takes and serves pictures of users, apart from all other routes: here alone a body is bytes, and larger than 16 kB.
 * It is not read before the avatar ticket has been found good.
 */
export async function serveAvatars(fastify: FastifyInstance, authority: Authority): Promise<void> {
  const { avatarTickets, limits, store } = authority;
  await fastify.register((routes, _options, done) => {
    routes.removeAllContentTypeParsers();
    // What it is said to be does not matter.
    routes.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
    routes.setErrorHandler((error, request, reply) =>
      answerFailure(request, reply, { failure: readFailure(nameUploadFailure(error)), style: 'problem' }),
    );

    routes.post<{ Params: { userPoolId: string } }>(
      '/oauth/app2wxapp/avatars/:userPoolId',
      {
        bodyLimit: PICTURE_MAX_BYTES,
        async onRequest(request: UploadRequest) {
          const { userPoolId } = request.params as { userPoolId: string };
          const [, shown = ''] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
          const owner = avatarTickets.verify(shown, userPoolId);
          await limits.consume('avatar', owner.accountId);
          request.avatarOf = owner;
        },
      },
      async (request: UploadRequest, reply) => {
        const { avatarOf, body } = request;
        if (avatarOf === undefined) throw new Error('A picture came past the check of its avatar ticket.');
        const picture = parsePicture(body instanceof Uint8Array ? body : new Uint8Array());
        const photo = await saveAvatar(authority, avatarOf, picture);
        return reply.status(201).send({ photo });
      },
    );

    routes.get<{ Params: { avatarId: string } }>('/avatars/:avatarId', async (request, reply) => {
      const { avatarId } = request.params;
      // No other text is an id, and PostgreSQL does not take every text.
      const picture = AVATAR_ID.test(avatarId) ? await store.findAvatar(avatarId) : undefined;
      if (!picture) throw new App2WxappError('invalid_request', 'There is no such picture.', { status: 404 });
      return sendPicture(reply, picture);
    });
    done();
  });
}

function sendPicture(reply: FastifyReply, { type, bytes }: { type: string; bytes: Uint8Array }) {
  return reply.headers(HEADERS).type(type).send(Buffer.from(bytes));
}

function nameUploadFailure(error: unknown): unknown {
  const { statusCode } = error as { statusCode?: unknown };
  if (statusCode !== 413) return error;
  return new App2WxappError('invalid_request', 'The picture is too large: 256 kB at most.', { status: 413 });
}
