import {
  buildJwks,
  createSigningKey,
  openSigningKey,
  type Clock,
  type SealedBox,
  type SigningKey,
  type SigningKeys,
} from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { desc, eq, isNull } from 'drizzle-orm';
import type { JSONWebKeySet } from 'jose';
import type { Orm } from './database.js';
import { signingKeys, userPools } from './schema.js';

/** How long an instance may go on signing with the key that was current before a rotation. */
const KEY_CACHE_MS = 10_000;

/** The signing keys in the database. */
export class KeyRepository implements SigningKeys {
  private current: { readonly until: number; readonly key: Promise<SigningKey> } | undefined;

  constructor(
    private readonly orm: Orm,
    private readonly box: SealedBox,
    private readonly clock: Clock,
  ) {}

  /** The newest key that is not retired; the first of all is made when there is none. */
  findCurrent(): Promise<SigningKey> {
    const now = this.clock.now();
    if (!this.current || this.current.until <= now) {
      const key = this.readCurrent();
      this.current = { until: now + KEY_CACHE_MS, key };
      key.catch(() => (this.current = undefined));
    }
    return this.current.key;
  }

  async findPoolKey(userPoolId: string): Promise<Uint8Array> {
    const [pool] = await this.orm.select().from(userPools).where(eq(userPools.id, userPoolId));
    if (!pool?.sealedTokenKey) {
      throw new App2WxappError('internal', 'The pool signs with HS256 and has no key. Make one for it.');
    }
    return Buffer.from(this.box.open(pool.sealedTokenKey, `token-key:${userPoolId}`));
  }

  /** The public halves of every key whose tokens may still be about. */
  async findPublicKeys(): Promise<JSONWebKeySet> {
    return buildJwks(await this.orm.select().from(signingKeys).orderBy(desc(signingKeys.createdAt)));
  }

  private async readCurrent(): Promise<SigningKey> {
    const newest = () =>
      this.orm
        .select()
        .from(signingKeys)
        .where(isNull(signingKeys.retiredAt))
        .orderBy(desc(signingKeys.createdAt), signingKeys.kid)
        .limit(1);
    const [known] = await newest();
    if (known) return openSigningKey(this.box, known);
    await this.orm.insert(signingKeys).values(await createSigningKey(this.box, new Date(this.clock.now())));
    // Read again: another instance may have made one at the same time, and all must agree.
    const [made] = await newest();
    if (!made) throw new App2WxappError('internal', 'The signing key was not kept.');
    return openSigningKey(this.box, made);
  }
}
