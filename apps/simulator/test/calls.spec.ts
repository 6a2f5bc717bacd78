import { expect, test } from '@jest/globals';
import { startSimulator } from '../src/index.js';

test('every call is kept as it came, with the answer, also one whose answer was lost', async () => {
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
