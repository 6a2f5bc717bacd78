import { Authenticator, CurrentUser, type AuthenticatedRequest } from '@app2wxapp/nest';
import { ApiSessionToken } from '@app2wxapp/nest/swagger';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Patch,
  Req,
  UnauthorizedException,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { AccountStore } from '../accounts/account-store.js';
import { Account, AccountChanges } from '../accounts/account.js';
import type { Visitor } from '../auth/visitor.js';
import { Export } from './me-schemas.js';

/** Account of the caller. */
@ApiSessionToken()
@Controller('me')
export class MeController {
  constructor(
    private readonly accounts: AccountStore,
    private readonly authenticator: Authenticator,
  ) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Show the logged-in user.' })
  @ApiOkResponse({ standardSchema: Account })
  me(@CurrentUser<Visitor>() { account }: Visitor): Account {
    return account;
  }

  @Patch()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Change my name in this app.' })
  @ApiOkResponse({ standardSchema: Account })
  async rename(
    @CurrentUser<Visitor>() { account }: Visitor,
    @Body({ schema: AccountChanges }) { displayName }: z.output<typeof AccountChanges>,
  ): Promise<Account> {
    const renamed = await this.accounts.rename(account._id, displayName);
    if (!renamed) throw new UnauthorizedException();
    return renamed;
  }

  @Get('export')
  @Header('cache-control', 'no-store')
  @Header('content-disposition', 'attachment; filename="account.json"')
  @ApiOperation({ summary: 'Export everything stored about me, here and at the authority.' })
  @ApiOkResponse({ standardSchema: Export })
  async export(
    @CurrentUser<Visitor>() { account }: Visitor,
    @Req() request: AuthenticatedRequest,
  ): Promise<z.output<typeof Export>> {
    const client = await this.authenticator.clientFor(request);
    return { account, authority: await client.exportUser(account._id) };
  }

  /**
   * Deletes the account, this app's part first: when the authority does not respond, the token is still active and
   * the app can repeat the request.
   */
  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete my account, here and at the authority. It cannot be undone.' })
  @ApiNoContentResponse()
  async delete(
    @CurrentUser<Visitor>() { account }: Visitor,
    @Req() request: AuthenticatedRequest,
  ): Promise<void> {
    const client = await this.authenticator.clientFor(request);
    await this.accounts.remove(account._id);
    await client.deleteUser(account._id);
  }
}
