export { type Account, type VerifiedPhone, type WechatIdentity } from './account.js';
export { type Audit, type AuthorityEvent, type TicketReason } from './audit.port.js';
export {
  type AuthorityStore,
  type Login,
  type NewTicket,
  type Redemption,
  type RedemptionResult,
  type TicketKey,
  type TicketRefusal,
  type Tombstone,
} from './authority-store.port.js';
export { PLACEHOLDER, buildUser } from './build-user.js';
export { systemClock, type Clock } from './clock.port.js';
export { digest, equalDigests } from './digest.js';
export { issueTicket, type IssueDependencies, type IssueRequest } from './issue-ticket.js';
export { createObjectId, createToken, systemRandom, type Random } from './random.port.js';
export { redeemTicket, type RedeemDependencies, type RedeemRequest } from './redeem-ticket.js';
export { createSealedBox, type SealedBox } from './sealed-box.js';
export { createTokenSigner, type SigningKeys } from './session-token.js';
export {
  buildJwks,
  createSigningKey,
  openSigningKey,
  type SigningKey,
  type StoredSigningKey,
} from './signing-key.js';
export { type TokenSigner } from './token-signer.port.js';
export {
  requirePool,
  type PoolSecret,
  type ResponseStyle,
  type TokenFormat,
  type UserPool,
  type UserPools,
} from './user-pool.js';
export { type MiniProgram, type MiniPrograms, type WechatClient } from './wechat-client.port.js';
