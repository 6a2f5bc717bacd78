import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What WeChat is to do with the next calls, by path. */
export type Behaviour = (body: Record<string, string>) => object | 'hang' | 'garbage' | 'drop' | 502;

/** A server on loopback that answers as api.weixin.qq.com does, with codes of its own that work once. */
export class WechatStandIn {
  readonly calls: { readonly path: string; readonly fields: Record<string, string> }[] = [];
  /** Accepted so far. */
  connections = 0;
  private readonly codes = new Map<string, { openid: string; unionid?: string } | { phone: string }>();
  private readonly overrides = new Map<string, Behaviour[]>();
  private gathering:
    { readonly paths: readonly string[]; readonly held: (() => void)[]; readonly count: number } | undefined;
  private tokens = 0;
  private made = 0;
  private currentToken = '';
  private readonly server = createServer((request, response) => void this.answer(request, response));

  constructor(
    readonly appId = 'wx00000000000000aa',
    readonly appSecret = 'the-app-secret-of-the-stand-in',
  ) {}

  async start(): Promise<string> {
    this.server.on('connection', () => void this.connections++);
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What `wx.login` would have given. */
  createLoginCode(openid: string, unionid?: string): string {
    const code = `login-${this.made++}-${openid}`;
    this.codes.set(code, { openid, ...(unionid !== undefined && { unionid }) });
    return code;
  }

  /** What the phone button would have given. */
  createPhoneCode(phone: string): string {
    const code = `phone-${this.made++}`;
    this.codes.set(code, { phone });
    return code;
  }

  /** Answers the next calls of `path` in this way, one each. */
  next(path: string, ...behaviours: Behaviour[]): void {
    this.overrides.set(path, behaviours);
  }

  /** Answers the next calls of these paths when all of them have arrived, and no earlier. */
  gather(count: number, ...paths: readonly string[]): void {
    this.gathering = { paths, held: [], count };
  }

  /** Ends the connections that no call is using, as WeChat does after a while. */
  endIdleConnections(): void {
    this.server.closeIdleConnections();
  }

  countCalls(path: string): number {
    return this.calls.filter((call) => call.path === path).length;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    const fields = {
      ...Object.fromEntries(url.searchParams),
      ...((text ? JSON.parse(text) : {}) as Record<string, string>),
    };
    this.calls.push({ path: url.pathname, fields });
    await this.waitForOthers(url.pathname);
    const behaviour = this.overrides.get(url.pathname)?.shift();
    const result = behaviour ? behaviour(fields) : this.route(url.pathname, fields);
    if (result === 'hang') return;
    if (result === 'drop') return void response.destroy();
    if (result === 502) return void response.writeHead(502).end('<html>Bad Gateway</html>');
    // WeChat answers JSON as text/plain.
    response.setHeader('content-type', 'text/plain');
    response.end(result === 'garbage' ? '<html>busy</html>' : JSON.stringify(result));
  }

  private async waitForOthers(path: string): Promise<void> {
    const { gathering } = this;
    if (!gathering?.paths.includes(path)) return;
    const arrived = new Promise<void>((resolve) => gathering.held.push(resolve));
    if (gathering.held.length === gathering.count) {
      this.gathering = undefined;
      gathering.held.forEach((answer) => answer());
    }
    await arrived;
  }

  private route(path: string, fields: Record<string, string>): object {
    if (path === '/sns/jscode2session') return this.resolveLogin(fields);
    if (path === '/cgi-bin/stable_token') return this.issueToken(fields);
    if (path === '/wxa/business/getuserphonenumber') return this.resolvePhone(fields);
    if (path === '/wxa/msg_sec_check') return this.checkText(fields);
    return { errcode: 40066, errmsg: 'invalid url' };
  }

  private resolveLogin(fields: Record<string, string>): object {
    if (fields.appid !== this.appId) return { errcode: 40013, errmsg: 'invalid appid rid: 1' };
    if (fields.secret !== this.appSecret) return { errcode: 40125, errmsg: 'invalid appsecret rid: 1' };
    const known = this.codes.get(fields.js_code ?? '');
    if (!known || !('openid' in known)) return { errcode: 40029, errmsg: 'invalid code rid: 1' };
    this.codes.delete(fields.js_code ?? '');
    return { ...known, session_key: 'a-session-key' };
  }

  private issueToken(fields: Record<string, string>): object {
    if (fields.secret !== this.appSecret) return { errcode: 40125, errmsg: 'invalid appsecret rid: 1' };
    this.currentToken = `access-token-${++this.tokens}`;
    return { access_token: this.currentToken, expires_in: 7200 };
  }

  private checkText(fields: Record<string, string>): object {
    if (fields.access_token !== this.currentToken) return { errcode: 40001, errmsg: 'invalid credential' };
    return { errcode: 0, errmsg: 'ok', result: { suggest: 'pass', label: 100 }, trace_id: 'a-trace' };
  }

  private resolvePhone(fields: Record<string, string>): object {
    if (fields.access_token !== this.currentToken) return { errcode: 40001, errmsg: 'invalid credential' };
    const known = this.codes.get(fields.code ?? '');
    if (!known || !('phone' in known)) return { errcode: 40029, errmsg: 'invalid code rid: 1' };
    this.codes.delete(fields.code ?? '');
    return {
      errcode: 0,
      errmsg: 'ok',
      phone_info: {
        phoneNumber: known.phone,
        purePhoneNumber: known.phone,
        countryCode: 86,
        watermark: { timestamp: 1, appid: this.appId },
      },
    };
  }
}
