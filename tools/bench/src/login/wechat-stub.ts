import { createServer } from 'node:http';

// WeChat's calls for a login, as fast as possible: each code is the openid of its user.

createServer((request, response) => {
  const code = /[?&]js_code=([^&]*)/.exec(request.url ?? '')?.[1] ?? '';
  response.setHeader('content-type', 'application/json');
  response.end(`{"openid":"${code}","session_key":"x"}`);
}).listen(Number(process.env.PORT), '127.0.0.1');
