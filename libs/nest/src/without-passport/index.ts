export { App2WxappModule } from '../app2wxapp.module.js';
export { PlainTicketAuthGuard } from './plain-ticket-auth.guard.js';
export {
  type GuardOptions,
  type Identity,
  type OnePoolOptions,
  type App2WxappModuleOptions,
  type SeveralPoolsOptions,
  type TicketFields,
  type TicketSource,
  type Validate,
} from '../module-options.js';
export { Authenticator } from '../authenticator.js';
export { type AuthenticatedRequest } from '../authenticated-request.js';
export { type GetRequest } from '../request-of.js';
export {
  App2WxappException,
  type AuthScheme,
  type ProblemDetails,
  type RefusalOptions,
} from '../app2wxapp-exception.js';
export { App2WxappExceptionFilter } from '../app2wxapp-exception.filter.js';
export { TokenAuthGuard } from '../token-auth.guard.js';
export { CurrentToken, CurrentUser, type DecoratesParameter } from '../current-user.decorator.js';
export { Public } from '../public.decorator.js';
