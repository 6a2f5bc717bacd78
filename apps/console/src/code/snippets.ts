import { buildLaunchPath } from '@app2wxapp/core';
import type { Pool } from '../api/client.js';

/** A piece of code and what it is for. */
export interface Snippet {
  readonly name: string;
  readonly note: readonly [zh: string, en: string];
  readonly code: string;
}

/** Builds the code for a pool. Nothing secret is in it: the secret comes from the environment. */
export function buildSnippets({
  pool,
  own,
  getPhone,
  authority,
}: {
  readonly pool: Pick<Pool, 'id' | 'tokenFormat'>;
  /** Whether to open the pool's own mini program. */
  readonly own: boolean;
  readonly getPhone: boolean;
  /** Origin. */
  readonly authority: string;
}): Snippet[] {
  const path = buildLaunchPath({ userPoolId: pool.id, getPhone, useSelfWxapp: own });
  return [
    {
      name: 'launch',
      note: [
        '传给微信 SDK 的小程序路径。App 每次登录时再加上 state 与 codeChallenge（绑定）。',
        'The path that the WeChat SDK opens. For each login the app adds state and codeChallenge (binding).',
      ],
      code: path,
    },
    {
      name: 'NestJS',
      note: [
        '后端：登录接口换取用户信息，其余接口验证 token。',
        'Backend: the login route exchanges, every other verifies the token.',
      ],
      code: nest(pool, authority),
    },
    {
      name: 'Swift',
      note: ['iOS：拉起小程序，接收 ticket。', 'iOS: open the mini program, receive the ticket.'],
      code: swift(path),
    },
    {
      name: 'Kotlin',
      note: [
        'Android：拉起小程序，在 WXEntryActivity 接收 ticket。',
        'Android: open the mini program, receive the ticket in WXEntryActivity.',
      ],
      code: kotlin(path),
    },
  ];
}

function nest({ id, tokenFormat }: Pick<Pool, 'id' | 'tokenFormat'>, authority: string): string {
  const key =
    tokenFormat === 'HS256'
      ? `
      algorithm: 'HS256',
      signingKey: process.env.APP2WXAPP_SIGNING_KEY!,`
      : '';
  return `import { App2WxappModule, CurrentUser, Public, TicketAuthGuard, TokenAuthGuard } from '@app2wxapp/nest';
import type { TokenClaims, User } from '@app2wxapp/core';
import { Controller, Get, Module, Post, UseGuards } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';

@Controller()
class AuthController {
  @Public()
  @UseGuards(TicketAuthGuard) // body: { ticket, codeVerifier? }
  @Post('auth/wechat')
  logIn(@CurrentUser() user: User) {
    return { user, token: user.token };
  }

  @Get('me')
  me(@CurrentUser() claims: TokenClaims) {
    return { id: claims.data.id };
  }
}

@Module({
  imports: [
    App2WxappModule.forRoot({
      authority: '${authority}',
      userPoolId: '${id}',
      secret: process.env.APP2WXAPP_SECRET!,${key}
    }),
  ],
  providers: [{ provide: APP_GUARD, useClass: TokenAuthGuard }],
  controllers: [AuthController],
})
export class AppModule {}
`;
}

function swift(path: string): string {
  return `// The original id (gh_…) of the mini program is shown at mp.weixin.qq.com.
func openLogin(state: String, codeChallenge: String) {
  let request = WXLaunchMiniProgramReq.object()
  request.userName = "gh_…"
  request.path = "${path}&state=\\(state)&codeChallenge=\\(codeChallenge)"
  request.miniProgramType = .release
  WXApi.send(request)
}

// WXApiDelegate
func onResp(_ response: BaseResp) {
  guard let answer = response as? WXLaunchMiniProgramResp, let extMsg = answer.extMsg else { return }
  // code=200&message=…&ticket=…&state=…: check state, then send ticket and codeVerifier to your backend.
  let fields = extMsg.split(separator: "&").map { $0.split(separator: "=", maxSplits: 1).map(String.init) }
  let ticket = fields.first { $0.first == "ticket" }?.last
}
`;
}

function kotlin(path: string): string {
  return `// The original id (gh_…) of the mini program is shown at mp.weixin.qq.com.
fun openLogin(api: IWXAPI, state: String, codeChallenge: String) {
    val request = WXLaunchMiniProgram.Req()
    request.userName = "gh_…"
    request.path = "${path}&state=$state&codeChallenge=$codeChallenge"
    request.miniprogramType = WXLaunchMiniProgram.Req.MINIPTOGRAM_TYPE_RELEASE
    api.sendReq(request)
}

// \${applicationId}.wxapi.WXEntryActivity
override fun onResp(response: BaseResp) {
    if (response.type != ConstantsAPI.COMMAND_LAUNCH_WX_MINIPROGRAM) return
    val extMsg = (response as WXLaunchMiniProgram.Resp).extMsg ?: return
    // code=200&message=…&ticket=…&state=…: check state, then send ticket and codeVerifier to your backend.
    val fields = extMsg.split("&").associate { it.substringBefore("=") to it.substringAfter("=") }
    val ticket = fields["ticket"]
}
`;
}
