import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startStandInAuthority, type AnswerStyle } from '@app2wxapp/client/testing';
import { findFreePlace, startDemo } from '@app2wxapp/demo';

/** Whoever answers an exchange, and a way to get tickets of it. */
export interface TestedAuthority {
  readonly authority: string;
  readonly userPoolId: string;
  readonly secret: string;
  takeTicket(): Promise<string>;
  stop(): Promise<void>;
}

/** The authority of this repository, with the simulated WeChat, as running processes. */
export async function startRealAuthority(): Promise<TestedAuthority> {
  const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-'));
  const lines: string[] = [];
  const demo = await startDemo(await findFreePlace(folder), { onLine: (line) => lines.push(line) }).catch(
    (cause: unknown) => {
      throw new Error(`The demo did not start. It printed:\n${lines.join('\n')}`, { cause });
    },
  );
  const { userPoolId = '', secret = '' } = demo.pools[0] ?? {};
  return {
    authority: demo.authority,
    userPoolId,
    secret,
    takeTicket: async () => {
      const { code } = await send(`${demo.simulator}/__simulator/login-codes`, {});
      const request = { loginCode: code, useSelfWxapp: false, scene: 1069 };
      const { ticket } = await send(`${demo.authority}/oauth/app2wxapp/tickets/${userPoolId}`, request);
      return ticket as string;
    },
    stop: async () => {
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What answers as Authing's servers do, or once did. */
export async function startStandIn(style: AnswerStyle): Promise<TestedAuthority> {
  const { authority, userPoolId, secret, issueTicket, close } = await startStandInAuthority({ style });
  return { authority, userPoolId, secret, takeTicket: () => Promise.resolve(issueTicket()), stop: close };
}

async function send(url: string, body: unknown): Promise<Record<string, unknown>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}
