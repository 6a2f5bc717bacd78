export { findValidAfter, type Account, type VerifiedPhone, type WechatIdentity } from './account.js';
export { type Audit, type AuthorityEvent, type TicketReason } from './audit.port.js';
export {
  type AuthorityStore,
  type Issue,
  type Issued,
  type Login,
  type NewAvatar,
  type NewTicket,
  type Redemption,
  type RedemptionResult,
  type TicketKey,
  type TicketRefusal,
  type Tombstone,
} from './authority-store.port.js';
export { authenticateClient, readClientCredentials, type ClientCredentials } from './client-credentials.js';
export { createAvatarTickets, type AvatarOwner, type AvatarTickets } from './avatar-ticket.js';
export { PLACEHOLDER, buildUser } from './build-user.js';
export { systemClock, type Clock } from './clock.port.js';
export { digest, equalDigests } from './digest.js';
export { issueTicket, type IssueDependencies, type IssueRequest } from './issue-ticket.js';
export { createObjectId, createSessionId, createToken, systemRandom, type Random } from './random.port.js';
export { type OpenedLogin, type RedeemDependencies } from './open-login.js';
export { redeemTicket, type RedeemRequest } from './redeem-ticket.js';
export { DENIAL_TTL_SECONDS, claimLogin, denyLogin, type ClaimRequest } from './claim-login.js';
export { PICTURE_MAX_BYTES, parsePicture, type Picture, type PictureType } from './picture.js';
export { saveAvatar, type AvatarDependencies } from './save-avatar.js';
export {
  buildRefreshAnswer,
  refreshSession,
  type RefreshDependencies,
  type RefreshedSession,
} from './refresh-session.js';
export { revokeToken, type RevokeDependencies } from './revoke-token.js';
export { type RefreshResult, type SessionStore, type StandingSession } from './session-store.port.js';
export {
  introspectToken,
  verifySessionToken,
  type TokenDependencies,
  type VerifiedToken,
  type VerifiedTokens,
  type VerifyingKeys,
} from './verify-session-token.js';
export { findOAuthError } from './oauth-error.js';
export { createSealedBox, type SealedBox } from './sealed-box.js';
export { createTokenSigner, type SigningKeys } from './session-token.js';
export {
  buildJwks,
  createSigningKey,
  nameSigningKey,
  openSigningKey,
  type SigningKey,
  type StoredSigningKey,
} from './signing-key.js';
export { type TokenSigner } from './token-signer.port.js';
export { unknownUser } from './unknown-user.js';
export {
  POOL_PRESETS,
  RESERVED_CLAIMS,
  requirePool,
  verifyPoolSecret,
  type PoolSecret,
  type ResponseStyle,
  type TokenFormat,
  type UserPool,
  type UserPools,
} from './user-pool.js';
export {
  type MiniProgram,
  type MiniPrograms,
  type WechatCaller,
  type WechatClient,
  type NicknameVerdict,
} from './wechat-client.port.js';
export { WechatFailure } from './wechat-failure.js';
