import { createObjectId, createToken, digest, systemRandom } from '@app2wxapp/authority';
import type { Orm } from '../database/database.js';
import { poolSecrets, userPools } from '../database/schema.js';

/** Creates a pool with one secret. @returns the secret as well, only this once: its digest is stored */
export async function createPool(
  orm: Orm,
  now: Date,
  settings: { readonly name: string } & Partial<Omit<typeof userPools.$inferInsert, 'id' | 'createdAt'>>,
): Promise<{ readonly userPoolId: string; readonly secret: string }> {
  const userPoolId = createObjectId(systemRandom, now.getTime());
  const secret = createToken(systemRandom, 32);
  await orm.transaction(async (transaction) => {
    await transaction.insert(userPools).values({ ...settings, id: userPoolId, createdAt: now });
    await transaction.insert(poolSecrets).values({
      id: createObjectId(systemRandom, now.getTime()),
      userPoolId,
      digest: digest(secret),
      createdAt: now,
    });
  });
  return { userPoolId, secret };
}
