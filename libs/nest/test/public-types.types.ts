import type { TokenClaims, User } from '@app2wxapp/core';
import { App2WxappModule, CurrentToken, CurrentUser, type Identity, type Validate } from '../src/index.js';

/** Compiled by `nx typecheck`, never run: each line that must not compile says so. */
interface Account {
  readonly id: number;
}

export class Handlers {
  afterTicket(@CurrentUser() _user: User) {}
  afterToken(@CurrentUser() _claims: TokenClaims, @CurrentToken() _token: string) {}
  anything(@CurrentUser() _user: unknown) {}
  part(@CurrentUser() _user: Pick<User, '_id'>) {}
  own(@CurrentUser<Account>() _account: Account) {}
  maybe(@CurrentUser<Account>() _account: Account | undefined) {}

  // @ts-expect-error neither a user nor claims are a number
  number(@CurrentUser() _user: number) {}
  // @ts-expect-error validate made accounts, and this is none
  wrong(@CurrentUser<Account>() _user: User) {}
  // @ts-expect-error an account has no name
  more(@CurrentUser<Account>() _account: Account & { name: string }) {}
  // @ts-expect-error the token is a string
  token(_first: string, @CurrentToken() _token: number) {}
}

const pool = { authority: 'https://login.example.com', userPoolId: 'pool', secret: 'a secret of a test' };
const selectPool = () => 'pool';

export const modules = [
  App2WxappModule.forRoot(pool),
  App2WxappModule.forRoot({
    ...pool,
    ticketFrom: { header: 'x-ticket' },
    validate: ({ userId }) => ({ userId }),
  }),
  App2WxappModule.forRoot({ pools: [pool, { ...pool, userPoolId: 'other' }], selectPool }),
  App2WxappModule.forRootAsync({ useFactory: () => ({ ...pool, algorithm: 'ES256' as const }) }),
];

export const validateAccount: Validate<Account> = ({ by, userId }) => ({
  id: by === 'ticket' ? 1 : userId.length,
});

// @ts-expect-error by a token there is no user yet
export type UserByToken = Extract<Identity, { by: 'token' }>['user'];

export function refused(): void {
  // @ts-expect-error several pools, and nothing that selects one
  App2WxappModule.forRoot({ pools: [pool] });
  // @ts-expect-error one pool or several, not both
  App2WxappModule.forRoot({ ...pool, pools: [pool], selectPool });
  // @ts-expect-error something to select from is missing
  App2WxappModule.forRoot({ ...pool, selectPool });
  // @ts-expect-error an algorithm without its key
  App2WxappModule.forRoot({ ...pool, algorithm: 'HS256' });
  // @ts-expect-error a pool lacks its secret
  App2WxappModule.forRootAsync({ useFactory: () => ({ authority: pool.authority, userPoolId: 'pool' }) });
}
