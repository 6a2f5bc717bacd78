import { createHmac, hkdfSync } from 'node:crypto';
import { App2WxappError } from '@app2wxapp/core';
import type { Clock } from './clock.port.js';
import { digest, equalDigests } from './digest.js';

/** Seconds after the ticket in which a picture may be set. */
const TTL_SECONDS = 120;

/** Owner of the picture that may be set. */
export interface AvatarOwner {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** Id of the account. */
  readonly accountId: string;
}

/**
 * Issues and verifies avatar tickets, which allow a caller to set the picture of one account. They are not stored:
 * every instance with the same master key verifies them. An avatar ticket is valid for two minutes, more than once,
 * and for no other request.
 */
export interface AvatarTickets {
  /** Creates an avatar ticket, valid for two minutes. A credential: never log it. */
  create(owner: AvatarOwner): string;
  /**
   * Verifies an avatar ticket and returns the account's id. @throws {App2WxappError} `invalid_ticket`: forged, of
   * another pool, or expired; one response for all
   */
  verify(avatarTicket: string, userPoolId: string): AvatarOwner;
}

/**
 * Creates avatar tickets, authenticated by HMAC-SHA-256 under a key derived from the master key.
 *
 * @param masterKey 32 bytes
 * @see https://www.rfc-editor.org/rfc/rfc5869
 */
export function createAvatarTickets(masterKey: Uint8Array, clock: Clock): AvatarTickets {
  const key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'app2wxapp avatar tickets', 32));
  const sign = (claims: string, userPoolId: string) =>
    createHmac('sha256', key).update(`${userPoolId}.${claims}`).digest('base64url');
  return {
    create({ userPoolId, accountId }) {
      const claims = `${accountId}.${Math.floor(clock.now() / 1000) + TTL_SECONDS}`;
      return `${claims}.${sign(claims, userPoolId)}`;
    },
    verify(avatarTicket, userPoolId) {
      const end = avatarTicket.lastIndexOf('.');
      const claims = avatarTicket.slice(0, Math.max(end, 0));
      // Digests have the same length, and comparing them reveals nothing about the values.
      const isOurs = equalDigests(digest(sign(claims, userPoolId)), digest(avatarTicket.slice(end + 1)));
      // Stryker disable next-line StringLiteral: every text has a first part; the default is for the compiler.
      const [accountId = '', expiresAt] = claims.split('.');
      if (isOurs && Number(expiresAt) * 1000 > clock.now()) return { userPoolId, accountId };
      throw new App2WxappError(
        'invalid_ticket',
        'The avatar ticket is invalid or expired. Send the avatar ticket of this login, within two minutes.',
      );
    },
  };
}
