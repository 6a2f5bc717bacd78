import { expect, test } from '@jest/globals';
import { CREDENTIAL_NAMES } from '@app2wxapp/core/server';
import { splitSecrets } from '../page/src/wires/secrets.js';

const masked = (text: string) =>
  splitSecrets(text)
    .map((segment) => (segment.secret === undefined ? segment.text : `<${segment.secret}>`))
    .join('');

test.each([
  ['{"ticket":"abc","codeVerifier":"def"}', '{"ticket":"<ticket>","codeVerifier":"<codeVerifier>"}'],
  ['{"ticket":"a","avatarTicket":"b.1.c"}', '{"ticket":"<ticket>","avatarTicket":"<avatarTicket>"}'],
  ['{"loginCode": "a", "scene": 1069}', '{"loginCode": "<loginCode>", "scene": 1069}'],
  ['code=200&message=授权成功&ticket=abc&state=s', 'code=200&message=授权成功&ticket=<ticket>&state=s'],
  ['{"code":"e31968","openid":"o1"}', '{"code":"<code>","openid":"o1"}'],
  ['{"code":2206,"error":"invalid_ticket"}', '{"code":2206,"error":"invalid_ticket"}'],
  [
    'GET /sns/jscode2session?appid=wx1&secret=s&js_code=c',
    'GET /sns/jscode2session?appid=wx1&secret=<secret>&js_code=<js_code>',
  ],
  ['authorization: Bearer a.b.c', 'authorization: Bearer <token>'],
  ['{"oauth":"{\\"phone\\":\\"1\\"}","phone":null}', '{"oauth":"<oauth>","phone":null}'],
  ['{"phone_info":{"phoneNumber":"1"}}', '{"phone_info":{"phoneNumber":"<phoneNumber>"}}'],
  ['{"token":""}', '{"token":""}'],
])('in %s the secrets are masked', (text, expected) => {
  expect(masked(text)).toBe(expected);
});

test.each(CREDENTIAL_NAMES.filter((name) => !name.includes('-')))('the value of %s is masked', (name) => {
  expect(masked(`{"${name}":"abc"}`)).toBe(`{"${name}":"<${name}>"}`);
  expect(masked(`/x?a=1&${name}=abc&b=2`)).toBe(`/x?a=1&${name}=<${name}>&b=2`);
});

test('a secret inside another value is masked, and so is a truncated one', () => {
  expect(masked('{"url":"http://a/?secret=abc","b":"c"}')).toBe(
    '{"url":"http://a/?secret=<secret>","b":"c"}',
  );
  expect(masked('{"ticket":"abc')).toBe('{"ticket":"<ticket>');
});

test('joined again, the pieces are the text', () => {
  const text = 'POST /auth/x\n{"ticket":"a\\"b","secret":"c"}';
  expect(
    splitSecrets(text)
      .map((segment) => segment.text)
      .join(''),
  ).toBe(text);
});
