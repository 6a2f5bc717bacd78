export { readBearerToken } from './bearer-token.js';
export { createClient, type Client, type VerifyOptions } from './client.js';
export {
  type ClientOptions,
  type ConnectionOptions,
  type PublishedKeyOptions,
  type SharedKeyOptions,
  type Verification,
} from './client-options.js';
export { type Fetch } from './http.js';
export {
  toProblem,
  type AuthScheme,
  type Problem,
  type ProblemDetails,
  type ProblemOptions,
} from './problem.js';
export { type PoolUser, type UserExport, type UserSession, type UserSessionPage } from './pool-user.js';
export { type SessionListOptions, type UserChanges } from './user-calls.js';
export { type LoggedInUser } from './login-answer.js';
export { type BoundLaunch, type ExchangeOptions, type LoginOptions } from './login-calls.js';
export { type RefreshedSession, type RevokeOptions, type SessionCallOptions } from './session-calls.js';
