import type { TextPair } from '@app2wxapp/core';
import type { OwnAppProblem } from './prepare-own-app.js';

/** Describes a problem of the own app and its remedy. @param origin of this page */
type DescribeProblem = (
  problem: OwnAppProblem,
  origins: { readonly authority: string; readonly page: string },
) => string;

const zh: DescribeProblem = (problem, { authority, page }) => {
  switch (problem.kind) {
    case 'invalid':
      return `地址中的参数有误：${problem.names.join('、')}。请对照文档检查。`;
    case 'unknown':
      return `授权服务 ${authority} 中没有用户池 ${problem.app.pool}，请检查地址中的 pool。`;
    case 'unlisted':
      return `用户池 ${problem.app.pool} 不允许本页面调用授权服务。请在控制台把 ${page} 加入该用户池的 allowedOrigins，几秒后重试。`;
    case 'silent':
      return `授权服务 ${authority} 没有响应，请确认它正在运行。`;
    case 'backend_silent':
      return `后端 ${problem.app.backend ?? ''} 没有响应，请确认它正在运行，然后重试。`;
    case 'backend_cors':
      return `后端 ${problem.app.backend ?? ''} 正在运行，但没有允许本页面的跨域请求。请在后端的 CORS 设置中允许来源 ${page} 以及请求头 authorization 和 content-type。`;
    case 'backend_pool':
      return `演示的后端 ${problem.app.backend ?? ''} 服务的是另一个用户池，无法登录 ${problem.app.pool}。请用该用户池的 ID 和密钥启动自己的后端（代码见控制台的“接入代码”），并把它的地址填入 backend 参数。`;
  }
};

const en: DescribeProblem = (problem, { authority, page }) => {
  switch (problem.kind) {
    case 'invalid':
      return `The address has wrong parameters: ${problem.names.join(', ')}. Compare it with the documentation.`;
    case 'unknown':
      return `The authority at ${authority} has no user pool ${problem.app.pool}. Check pool in the address.`;
    case 'unlisted':
      return `The pool ${problem.app.pool} does not allow this page to call the authority. Add ${page} to its allowedOrigins in the console, and retry after a few seconds.`;
    case 'silent':
      return `The authority at ${authority} did not respond. Check that it is running.`;
    case 'backend_silent':
      return `The backend at ${problem.app.backend ?? ''} did not respond. Check that it is running, then retry.`;
    case 'backend_cors':
      return `The backend at ${problem.app.backend ?? ''} is running, but does not allow requests from this page. Allow the origin ${page} and the headers authorization and content-type in its CORS settings.`;
    case 'backend_pool':
      return `The demo's backend at ${problem.app.backend ?? ''} serves another pool, so it cannot log users in to ${problem.app.pool}. Start your own backend with this pool's id and secret (see “Code” in the console), and put its address into the backend parameter.`;
  }
};

/** Texts for problems of the own app, in both languages. */
export const describeOwnAppProblem: TextPair<DescribeProblem> = { zh, en };
