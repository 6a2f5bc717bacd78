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
 * Gives a handler who the request comes from: the `User` behind `TicketAuthGuard`, the `TokenClaims` behind
 * `TokenAuthGuard`, or what the module's `validate` made of them.
 *
 * A parameter whose type cannot take that does not compile. It is a promise about the guards and `validate`, which are
 * found at run time only: `CurrentUser<Account>()` requires that `validate` returns accounts.
 *
 * @example
 * me(@CurrentUser<Account>() account: Account) {}
 */
export function CurrentUser<TUser = User | TokenClaims>(): DecoratesParameter<TUser> {
  return currentUser();
}

/**
 * Gives a handler the session token: the one that the request came with, or the one that its ticket was exchanged for.
 * A credential: never log it.
 */
export function CurrentToken(): DecoratesParameter<string> {
  return currentToken();
}

/** A decorator for parameters that can take a `TValue`; of a union, one member is enough. */
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

/** `unknown` changes nothing where it is intersected; the other shape is there to be read in the compiler's message. */
type Takes<TParameter, TValue> = true extends (TValue extends TParameter ? true : false)
  ? unknown
  : { readonly 'the parameter cannot take': TValue };
