import { expect, test } from '@jest/globals';
import { createServer } from '../src/http/create-server.js';
import { startSimulator } from '../src/index.js';
import { parseSettings } from '../src/settings.js';
import { CallLog } from '../src/wechat/call-log.js';
import { Faults } from '../src/wechat/faults.js';
import { Wechat } from '../src/wechat/wechat.js';

test('every call is recorded unchanged, with the response, also one whose response was lost', async () => {
  const wechat = await startSimulator();
  try {
    const path = `/sns/jscode2session?appid=${wechat.miniProgram.appId}&secret=wrong&js_code=x`;
    await fetch(wechat.url + path);
    wechat.setFaults({ kind: 'answer-lost' });
    await expect(
      fetch(`${wechat.url}/cgi-bin/stable_token`, { method: 'POST', body: '{}' }),
    ).rejects.toThrow();
    expect(wechat.listCalls()).toEqual([
      expect.objectContaining({
        method: 'GET',
        url: path,
        sent: '',
        status: 200,
        received: expect.stringContaining('40125'),
      }),
      expect.objectContaining({
        method: 'POST',
        url: '/cgi-bin/stable_token',
        sent: '{}',
        status: 'lost',
        received: '',
      }),
    ]);
    const listed = (await (await fetch(`${wechat.url}/__simulator/calls`)).json()) as object;
    expect(listed).toEqual({ calls: wechat.listCalls() });
  } finally {
    await wechat.stop();
  }
});

test('calls arrive as server-sent events while they happen, and an open stream does not hinder the stop', async () => {
  const wechat = await startSimulator();
  const stream = await fetch(`${wechat.url}/__simulator/calls`, { headers: { accept: 'text/event-stream' } });
  expect(stream.headers.get('content-type')).toBe('text/event-stream');
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await fetch(`${wechat.url}/sns/jscode2session`);
  const { value } = (await reader?.read()) ?? {};
  expect(value).toMatch(/^data: \{.*"url":"\/sns\/jscode2session".*\}\n\n$/);
  await Promise.all([wechat.stop(), reader?.read().catch(() => undefined)]);
});

test('a caller that closes the stream is removed', async () => {
  const calls = new CallLog();
  const standIn = { wechat: new Wechat(), faults: new Faults(), calls };
  const server = await createServer(standIn, parseSettings({}));
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const controller = new AbortController();
  const { signal } = controller;
  await fetch(`${url}/__simulator/calls`, { headers: { accept: 'text/event-stream' }, signal });
  expect(calls.listenerCount).toBe(1);
  controller.abort();
  while (calls.listenerCount > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await server.close();
});
