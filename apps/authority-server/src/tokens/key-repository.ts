import { createPublicKey, type KeyObject } from 'node:crypto';
import {
  buildJwks,
  createSigningKey,
  openSigningKey,
  type Clock,
  type SealedBox,
  type SigningKey,
  type SigningKeys,
  type StoredSigningKey,
  type VerifyingKeys,
} from '@app2wxapp/authority';
import { App2WxappError } from '@app2wxapp/core';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { and, asc, desc, gt, isNull, lte, max, or } from 'drizzle-orm';
import type { JSONWebKeySet } from 'jose';
import { SharedReads } from '../config/shared-reads.js';
import { CLOCK } from '../config/system.js';
import { ORM, type Orm } from '../database/database.js';
import { signingKeys, userPools } from '../database/schema.js';
import { nameTokenKey } from '../database/sealed-purposes.js';
import { BOX } from '../database/storage.js';
import { PoolRepository } from '../pools/pool-repository.js';

/** Maximum age of an instance's copy of the keys, in milliseconds. */
const CACHE_MS = 10_000;
/**
 * Milliseconds for which a new key is published before it signs: longer than any verifier caches the published keys
 * (ours ten minutes, `cache-control` five) and any instance its copy.
 */
export const KEY_OVERLAP_MS = 900_000;

/** Repository of signing keys. */
@Injectable()
export class KeyRepository implements SigningKeys, VerifyingKeys, OnModuleInit {
  private readonly current: SharedReads<SigningKey>;
  private readonly published: SharedReads<JSONWebKeySet>;
  /**
   * Public keys of {@link published}, by `kid`. A kid is a digest of its key, so a known one needs no second import.
   */
  private verifying: ReadonlyMap<string, KeyObject> = new Map();

  constructor(
    @Inject(ORM) private readonly orm: Orm,
    @Inject(BOX) private readonly box: SealedBox,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly pools: PoolRepository,
  ) {
    this.current = new SharedReads(clock, { max: 1, keepMs: CACHE_MS });
    this.published = new SharedReads(clock, { max: 1, keepMs: CACHE_MS });
  }

  /** Creates the first key at the start, not at the first login. */
  async onModuleInit(): Promise<void> {
    await this.findCurrent();
  }

  /** Returns the newest key whose time to sign has come; the first key is created if none exists. */
  findCurrent(): Promise<SigningKey> {
    return this.current.find('current', () => this.readCurrent());
  }

  /** Returns the public halves of every key whose tokens may still be valid, and of the next key. */
  findPublicKeys(): Promise<JSONWebKeySet> {
    return this.published.find('published', () => this.readPublished());
  }

  async findPublicKey(kid: string): Promise<KeyObject | undefined> {
    await this.findPublicKeys();
    return this.verifying.get(kid);
  }

  async findPoolKey(userPoolId: string): Promise<Uint8Array> {
    const pool = await this.pools.find(userPoolId);
    if (!pool?.sealedTokenKey) {
      throw new App2WxappError('internal', 'The pool signs with HS256 and has no key. Create one.');
    }
    return Buffer.from(this.box.open(pool.sealedTokenKey, nameTokenKey(userPoolId)));
  }

  /**
   * Creates a key that signs in {@link KEY_OVERLAP_MS} from now, when the others retire. Their tokens remain valid
   * until they expire.
   *
   * @throws {App2WxappError} `invalid_request` with status 409 while another new key waits for its time to sign:
   *   each key is published as long as its tokens are valid, and every verifier reads them all
   */
  async rotate(): Promise<{ readonly kid: string; readonly signsFrom: Date }> {
    const now = this.now();
    const signsFrom = new Date(now.getTime() + KEY_OVERLAP_MS);
    const key = await createSigningKey(this.box, now);
    await this.orm.transaction(async (transaction) => {
      const retired = await transaction
        .update(signingKeys)
        .set({ retiredAt: signsFrom })
        .where(and(isNull(signingKeys.retiredAt), lte(signingKeys.signsFrom, now)))
        .returning({ kid: signingKeys.kid });
      if (retired.length === 0) {
        throw new App2WxappError(
          'invalid_request',
          'A new signing key is not used yet. Rotate again 15 minutes after it was created.',
          { status: 409 },
        );
      }
      await transaction.insert(signingKeys).values({ ...key, signsFrom });
    });
    return { kid: key.kid, signsFrom };
  }

  private async readCurrent(): Promise<SigningKey> {
    const known = await this.findNewest();
    if (known) return openSigningKey(this.box, known);
    const now = this.now();
    await this.orm.insert(signingKeys).values({ ...(await createSigningKey(this.box, now)), signsFrom: now });
    // Read again: another instance may have created one at the same time, and all must agree.
    const made = await this.findNewest();
    if (!made) throw new App2WxappError('internal', 'The signing key was not stored.');
    return openSigningKey(this.box, made);
  }

  /**
   * Finds the newest key whose time to sign has come. By a clock that was set back there may be none: then the
   * oldest, which is published, where a new one would be unknown to verifiers.
   */
  private async findNewest() {
    const keys = () => this.orm.select().from(signingKeys).limit(1);
    const [newest] = await keys()
      .where(lte(signingKeys.signsFrom, this.now()))
      .orderBy(desc(signingKeys.signsFrom), signingKeys.kid);
    if (newest) return newest;
    const [oldest] = await keys().orderBy(asc(signingKeys.signsFrom), signingKeys.kid);
    return oldest;
  }

  private async readPublished(): Promise<JSONWebKeySet> {
    const [longest] = await this.orm.select({ seconds: max(userPools.tokenTtlSeconds) }).from(userPools);
    const oldest = new Date(this.clock.now() - (longest?.seconds ?? 0) * 1000);
    const keys = await this.orm
      .select()
      .from(signingKeys)
      .where(or(isNull(signingKeys.retiredAt), gt(signingKeys.retiredAt, oldest)))
      .orderBy(desc(signingKeys.signsFrom), signingKeys.kid);
    const known = this.verifying;
    this.verifying = new Map(keys.map(({ kid, publicKey }) => [kid, known.get(kid) ?? importKey(publicKey)]));
    return buildJwks(keys);
  }

  private now(): Date {
    return new Date(this.clock.now());
  }
}

function importKey(key: StoredSigningKey['publicKey']): KeyObject {
  return createPublicKey({ key: { ...key }, format: 'jwk' });
}
