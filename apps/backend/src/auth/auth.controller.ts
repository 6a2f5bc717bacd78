import {
  Authenticator,
  CurrentToken,
  CurrentUser,
  Public,
  TicketAuthGuard,
  type AuthenticatedRequest,
} from '@app2wxapp/nest';
import { ApiSessionToken, ApiTicketLogin } from '@app2wxapp/nest/swagger';
import { Body, Controller, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import type { z } from 'zod';
import { ClaimBody, Login, LogoutBody, RefreshBody, RefreshedLogin } from './auth-schemas.js';
import type { Visitor } from './visitor.js';

/** Routes to log in, refresh and log out. */
@Controller('auth')
export class AuthController {
  constructor(private readonly authenticator: Authenticator) {}

  /** Returns the login. The guard has exchanged the ticket and loaded the account before this runs. */
  @Public()
  @UseGuards(TicketAuthGuard)
  @Post('wechat')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOkResponse({ standardSchema: Login })
  @ApiTicketLogin()
  logIn(@CurrentUser<Visitor>() visitor: Visitor, @CurrentToken() token: string): z.output<typeof Login> {
    return toLogin(visitor, token);
  }

  /**
   * Claims a login whose result did not reach the app: the user returned by the back gesture, or the app was
   * restarted.
   */
  @Public()
  @Post('wechat/claim')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Claim a bound login whose ticket did not arrive; 202 while the user has not finished.',
  })
  @ApiOkResponse({ standardSchema: Login })
  async claim(
    @Body({ schema: ClaimBody }) launch: z.output<typeof ClaimBody>,
    @Req() request: AuthenticatedRequest,
  ): Promise<z.output<typeof Login>> {
    const { user, token } = await this.authenticator.authenticateClaim(request, launch);
    return toLogin(user as Visitor, token);
  }

  @Public()
  @Post('refresh')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Refresh a session whose token has expired.' })
  @ApiOkResponse({ standardSchema: RefreshedLogin })
  async refresh(
    @Body({ schema: RefreshBody }) { refreshToken }: z.output<typeof RefreshBody>,
    @Req() request: AuthenticatedRequest,
  ): Promise<z.output<typeof RefreshedLogin>> {
    const client = await this.authenticator.clientFor(request);
    return client.refreshSession(refreshToken);
  }

  @Post('logout')
  @HttpCode(204)
  @ApiSessionToken()
  @ApiOperation({ summary: 'End the session.' })
  @ApiNoContentResponse()
  async logOut(
    @Body({ schema: LogoutBody }) body: z.output<typeof LogoutBody>,
    @CurrentToken() token: string,
    @Req() request: AuthenticatedRequest,
  ): Promise<void> {
    const client = await this.authenticator.clientFor(request);
    await client.revokeToken(token, { everywhere: body?.everywhere ?? false });
  }
}

function toLogin({ account: user, refreshToken }: Visitor, token: string): z.output<typeof Login> {
  return { user, token, ...(refreshToken !== undefined && { refreshToken }) };
}
