import type { TextPair } from '@app2wxapp/core';
import type { Operator } from '../api/client.js';

/** Names of the roles, where operators are listed, created and in events. */
export const ROLE_NAMES = {
  admin: { zh: '管理', en: 'Admin' },
  reader: { zh: '只读', en: 'Read only' },
} satisfies Record<Operator['role'], TextPair>;
