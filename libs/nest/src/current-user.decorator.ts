import type { TokenClaims, User } from '@app2wxapp/core';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { tokenOf } from './authenticated-request.js';
import { requestOf } from './request-of.js';

const currentUser = createParamDecorator(
  (_data: undefined, context: ExecutionContext) => requestOf(context).user,
);
const currentToken = createParamDecorator((_data: undefined, context: ExecutionContext) =>
  tokenOf(requestOf(context)),
);

/**
 * Injects the user of the request: the `User` behind `TicketAuthGuard`, the `TokenClaims` behind `TokenAuthGuard`, or
 * the result of the module's `validate`.
 *
 * A parameter of another type does not compile. The type argument is not checked, since the guard and `validate` are
 * known at run time only: `CurrentUser<Account>()` requires that `validate` returns accounts.
 *
 * @example
 * me(@CurrentUser<Account>() account: Account) {}
 */
export function CurrentUser<TUser = User | TokenClaims>(): DecoratesParameter<TUser> {
  return currentUser();
}

/**
 * Injects the session token: the Bearer token of the request, or the token of its exchanged ticket. It is a
 * credential: never log it.
 */
export function CurrentToken(): DecoratesParameter<string> {
  return currentToken();
}

/** Decorator for parameters that can hold a `TValue`; of a union, one member is enough. */
export type DecoratesParameter<TValue> = <
  TTarget extends object,
  TKey extends string | symbol | undefined,
  TIndex extends number,
>(
  target: TTarget,
  key: TKey,
  index: TIndex & Takes<ParameterOf<TTarget, TKey, TIndex>, TValue>,
) => void;

type ParameterOf<TTarget, TKey, TIndex extends number> = TKey extends keyof TTarget
  ? TTarget[TKey] extends (...parameters: infer TParameters) => unknown
    ? TParameters[TIndex]
    : never
  : never;

/** `unknown` leaves an intersection unchanged; the other shape appears in the compiler's message. */
type Takes<TParameter, TValue> = true extends (TValue extends TParameter ? true : false)
  ? unknown
  : { readonly 'the parameter cannot take': TValue };
