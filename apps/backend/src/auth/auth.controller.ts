import type { TokenClaims, User } from '@app2wxapp/core';
import { CurrentToken, CurrentUser, Public, TicketAuthGuard } from '@app2wxapp/nest';
import { Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import { AccountStore } from '../accounts/account-store.js';
import { toPublicUser, type PublicUser } from '../accounts/public-user.js';

/** What an app gets for its ticket. */
export interface Login {
  readonly user: PublicUser;
  /** For `Authorization: Bearer <token>` on every later request. */
  readonly token: string;
}

@Controller()
export class AuthController {
  constructor(private readonly accounts: AccountStore) {}

  /** Body: `{ ticket, codeVerifier? }`. The guard has exchanged the ticket before this runs. */
  @Public()
  @UseGuards(TicketAuthGuard)
  @Post('auth/wechat')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  logIn(@CurrentUser() user: User, @CurrentToken() token: string): Login {
    const account = toPublicUser(user);
    this.accounts.save(account);
    return { user: account, token };
  }

  @Get('me')
  @Header('cache-control', 'no-store')
  me(@CurrentUser() claims: TokenClaims): PublicUser {
    return this.accounts.findOrCreate(claims);
  }
}
