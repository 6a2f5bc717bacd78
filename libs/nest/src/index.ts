export { App2WxappModule } from './app2wxapp.module.js';
export { type App2WxappModuleOptions } from './module-definition.js';
export { Authenticator } from './authenticator.js';
export { type AuthenticatedRequest } from './authenticated-request.js';
export {
  App2WxappException,
  type AuthScheme,
  type ProblemDetails,
  type RefusalOptions,
} from './app2wxapp-exception.js';
export { TICKET_STRATEGY, TicketStrategy } from './ticket-strategy.js';
export { TicketAuthGuard } from './ticket-auth.guard.js';
export { TokenAuthGuard } from './token-auth.guard.js';
export { CurrentToken, CurrentUser } from './current-user.decorator.js';
export { Public } from './public.decorator.js';
