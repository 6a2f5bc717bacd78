export { login, type LoginOptions } from './login.js';
export {
  createLoginSession,
  type LoginLaunch,
  type LoginSession,
  type LoginSessionOptions,
  type OutcomeOptions,
} from './login-session.js';
export {
  createBackendExchange,
  type BackendExchangeOptions,
  type BackendSession,
  type BackendUser,
} from './backend-exchange.js';
export { createInsecureDirectExchange } from './insecure-direct-exchange.js';
export {
  insecureExchangeTicket,
  type DirectPool,
  type InsecureExchangeOptions,
} from './insecure-exchange-ticket.js';
export { createBinding, type Binding, type BindingCrypto } from './create-binding.js';
export { type AppState } from './app-state.port.js';
export { type Clock } from './clock.port.js';
export { type Fetch, type RequestLimits } from './http.js';
export { type Launcher, type LauncherResult } from './launcher.port.js';
export { type LoginStorage } from './login-storage.port.js';
export { type LoginClaim, type LoginCredential, type TicketExchange } from './ticket-exchange.port.js';
