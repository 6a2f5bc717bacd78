import { CurrentUser } from '@app2wxapp/nest';
import { ApiSessionToken } from '@app2wxapp/nest/swagger';
import { Body, Controller, Get, Header, Patch, UnauthorizedException } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccountStore } from '../accounts/account-store.js';
import { Account, AccountChanges } from '../accounts/account.js';
import type { Visitor } from '../auth/visitor.js';

/** The account of whoever asks. */
@ApiSessionToken()
@Controller('me')
export class MeController {
  constructor(private readonly accounts: AccountStore) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Who am I?' })
  @ApiOkResponse({ standardSchema: Account })
  me(@CurrentUser<Visitor>() { account }: Visitor): Account {
    return account;
  }

  @Patch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Choose a name for this app.' })
  @ApiOkResponse({ standardSchema: Account })
  async rename(
    @CurrentUser<Visitor>() { account }: Visitor,
    @Body({ schema: AccountChanges }) { displayName }: z.output<typeof AccountChanges>,
  ): Promise<Account> {
    const renamed = await this.accounts.rename(account._id, displayName);
    if (!renamed) throw new UnauthorizedException();
    return renamed;
  }
}
