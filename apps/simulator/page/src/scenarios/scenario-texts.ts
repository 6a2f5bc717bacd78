import { groupByLanguage, type InLanguage, type TextPair } from '@app2wxapp/core';
import type { Ending, ScenarioId, Verdict } from './scenario.js';

type Asked = NonNullable<Ending['asked']>;

/** Endings of a scenario, each in two sentences. */
type Endings = Partial<
  Readonly<Record<Verdict, { readonly happened: TextPair; readonly because: TextPair }>>
>;

/** Texts of every scenario. */
export const scenarioTexts = groupByLanguage({
  title: { zh: '异常与攻击演练', en: 'Failure and attack drills' },
  lede: {
    zh: '点击任意一项，手机自动演示：真实的请求、真实的服务，结果也由服务器给出。',
    en: 'Choose a drill and the phone plays it: real requests to real servers, whose responses decide the result.',
  },
  playing: {
    zh: (seconds: number) =>
      seconds > 0
        ? `正在等待 ticket 过期，还剩 ${seconds} 秒。可以先试其他演练，这一项会停止。`
        : '正在手机上演示……',
    en: (seconds: number) =>
      seconds > 0
        ? `Waiting for the ticket to expire: ${seconds} s. Starting another drill stops this one.`
        : 'Playing on the phone …',
  },
  stop: { zh: '停止', en: 'Stop' },
  broken: {
    zh: '演示没有完成：某个服务没有按预期响应，详见请求全过程的最后一行。',
    en: 'The drill did not finish: a server did not respond as expected. See the last request below.',
  },
  asked: {
    zh: ({ by, isRevoked }: Asked) =>
      `最后${by === 'thief' ? '攻击者' : ' App '}再次请求 GET /me：${
        isRevoked ? '被拒绝，会话确实已撤销。' : '仍然成功，会话依然有效。'
      }`,
    en: ({ by, isRevoked }: Asked) =>
      `At the end the ${by === 'thief' ? 'attacker' : 'app'} requests GET /me once more: ${
        isRevoked ? 'rejected, the session is revoked.' : 'accepted, the session is still active.'
      }`,
  },
  verdicts: {
    stopped: { zh: '已拦截', en: 'Blocked' },
    recovered: { zh: '已恢复', en: 'Recovered' },
    works: { zh: '正常', en: 'Works' },
    open: { zh: '未拦截', en: 'Not blocked' },
  } satisfies Readonly<Record<Verdict, TextPair>>,
  names: {
    backGesture: { zh: '手势返回', en: 'Swiped back' },
    coldStart: { zh: 'App 被系统回收', en: 'App killed by the system' },
    lostAnswer: { zh: 'extMsg 丢失', en: 'extMsg lost' },
    replayedTicket: { zh: 'ticket 重放', en: 'Ticket replayed' },
    stolenUnbound: { zh: 'ticket 被盗，未绑定', en: 'Ticket stolen, unbound' },
    stolenBound: { zh: 'ticket 被盗，已绑定', en: 'Ticket stolen, bound' },
    wrongAppListed: { zh: '冒充 App，有白名单', en: 'Foreign app, allow list' },
    wrongAppUnlisted: { zh: '冒充 App，无白名单', en: 'Foreign app, no list' },
    expiredTicket: { zh: 'ticket 过期', en: 'Ticket expired' },
    directOff: { zh: '不带密钥换取', en: 'Exchange without secret' },
    directOn: { zh: '直连用户池', en: 'Direct-mode pool' },
  } satisfies Readonly<Record<ScenarioId, TextPair>>,
  endings: {
    backGesture: {
      recovered: {
        happened: {
          zh: '用户没有点“返回 App”，而是用系统手势返回，没有带回任何数据。',
          en: 'The user did not tap “Return to the app” but swiped back, which carries no data.',
        },
        because: {
          zh: 'App 回到前台后稍等片刻，随即以 login_cancelled 结束，登录按钮立即可用。',
          en: 'Once in the foreground again, the app waits a moment, then ends with login_cancelled. The login button works again.',
        },
      },
    },
    coldStart: {
      recovered: {
        happened: {
          zh: '用户停留在微信时，系统回收了 App 的进程，内存数据全部丢失；返回时 App 冷启动。',
          en: 'While the user was in WeChat, the system killed the app. Its memory was lost, and the app started cold.',
        },
        because: {
          zh: '跳转之前，App 已把 state 和 codeVerifier 写入存储；启动时 resume() 恢复了这次登录。',
          en: 'Before switching to WeChat the app stored state and codeVerifier; resume() continued the login at the start.',
        },
      },
      open: {
        happened: {
          zh: 'App 冷启动后，没有恢复这次登录。',
          en: 'The app started cold and did not continue the login.',
        },
        because: {
          zh: '跳转之前要把 state 和 codeVerifier 写入存储，启动时要调用 resume()。',
          en: 'The app has to store state and codeVerifier before switching to WeChat, and call resume() when it starts.',
        },
      },
    },
    lostAnswer: {
      recovered: {
        happened: {
          zh: '用户已同意，ticket 也已签发，但 extMsg 没有到达 App。',
          en: 'The user agreed and a ticket was issued, but the extMsg never reached the app.',
        },
        because: {
          zh: 'App 凭 state 和 codeVerifier 向授权服务认领了这次登录，用户无需重新操作。',
          en: 'The app claimed its login from the authority with state and codeVerifier. The user need not start again.',
        },
      },
      open: {
        happened: {
          zh: '用户已同意，但 extMsg 没有到达 App，这次登录没有恢复。',
          en: 'The user agreed, but the extMsg never reached the app, and the login was not recovered.',
        },
        because: {
          zh: '授权服务拒绝了 App 的认领。App 已结束等待，用户可以重新登录。',
          en: 'The authority rejected the app’s claim. The app stopped waiting, so the user can log in again.',
        },
      },
    },
    replayedTicket: {
      stopped: {
        happened: {
          zh: '登录成功之后，有人从日志里拿到同一个 ticket，再次提交给后端。',
          en: 'After a login, an attacker found the same ticket in a log and sent it to the backend again.',
        },
        because: {
          zh: 'ticket 只能使用一次，由一条 SQL 语句保证。重放还会撤销首次登录建立的会话。',
          en: 'A ticket can be exchanged only once: one SQL statement ensures it. The replay also revokes the session that the first exchange opened.',
        },
      },
    },
    stolenUnbound: {
      open: {
        happened: {
          zh: '另一个 App 截获了 extMsg，抢先把 ticket 提交给后端，以该用户的身份登录。',
          en: 'Another app intercepted the extMsg, sent the ticket to the backend first, and is logged in as the user.',
        },
        because: {
          zh: '未绑定的 ticket，持有者即可使用。用户自己的请求随后被拒绝，攻击者的会话同时被撤销，但为时已晚。请绑定登录。',
          en: 'Any holder can use an unbound ticket. The user’s request came second and was rejected. Bind your logins.',
        },
      },
    },
    stolenBound: {
      stopped: {
        happened: {
          zh: '另一个 App 截获了 extMsg，抢先把 ticket 提交给后端。',
          en: 'Another app intercepted the extMsg and sent the ticket to the backend first.',
        },
        because: {
          zh: '攻击者没有 codeVerifier，授权服务拒绝请求并作废该 ticket。用户需要重新登录一次，但没有被冒充。',
          en: 'The attacker has no codeVerifier, so the authority rejected the request and voided the ticket. The user has to log in again, but was not impersonated.',
        },
      },
    },
    wrongAppListed: {
      stopped: {
        happened: {
          zh: '另一个 App 用公开的用户池 ID 拉起了登录小程序。',
          en: 'Another app launched the login mini program with the pool’s public id.',
        },
        because: {
          zh: '这个 App 不在用户池的 allowedAppIds 白名单中，授权服务不签发 ticket。用户池允许任意 App 时无法拦截，见“冒充 App，无白名单”。',
          en: 'This app is not in the pool’s allowedAppIds, so the authority issued no ticket. A pool with allowAnyApp does not block it: see “Foreign app, no list”.',
        },
      },
      open: {
        happened: {
          zh: '另一个 App 用公开的用户池 ID 拉起了登录小程序，并拿到了 ticket。',
          en: 'Another app launched the login mini program with the pool’s public id and received a ticket.',
        },
        because: {
          zh: '该用户池的 allowedAppIds 没有拦住它，请检查是否开启了“允许任意 App”（allowAnyApp）。',
          en: 'The pool’s allowedAppIds did not block it: check whether allowAnyApp is on.',
        },
      },
    },
    wrongAppUnlisted: {
      stopped: {
        happened: {
          zh: '另一个 App 用公开的用户池 ID 拉起了登录小程序。',
          en: 'Another app launched the login mini program with the pool’s public id.',
        },
        because: {
          zh: '这个 App 不在用户池的 allowedAppIds 白名单中，授权服务不签发 ticket。',
          en: 'This app is not in the pool’s allowedAppIds, so the authority issued no ticket.',
        },
      },
      open: {
        happened: {
          zh: '另一个 App 用公开的用户池 ID 拉起了登录小程序；用户同意后，它拿到了 ticket，并尝试不带密钥换取用户信息。',
          en: 'Another app launched the login mini program with the pool’s public id. The user agreed, and the app received a ticket and tried to exchange it without the secret.',
        },
        because: {
          zh: '该用户池允许任意 App 发起登录（allowAnyApp）。最后拦住它的只有用户池密钥，请改用白名单。',
          en: 'This pool allows any app to start a login (allowAnyApp). Only the pool’s secret stopped this one. Use an allow list instead.',
        },
      },
    },
    expiredTicket: {
      stopped: {
        happened: {
          zh: 'App 拿到 ticket 后没有使用，直到有效期结束才去换取。',
          en: 'The app received a ticket and did not use it until it had expired.',
        },
        because: {
          zh: '有效期从签发时算起，过期的 ticket 等同于不存在。重新登录即可。',
          en: 'The lifetime starts when the ticket is issued; an expired ticket is treated as unknown. The user has to log in again.',
        },
      },
    },
    directOff: {
      stopped: {
        happened: {
          zh: 'App 绕过后端、不带密钥，自己换取用户信息。',
          en: 'The app tried to exchange the ticket itself, without the backend and its secret.',
        },
        because: {
          zh: '该用户池要求密钥（默认如此）。密钥校验在 ticket 之前，因此 ticket 没有消耗，随后后端照常换取成功。',
          en: 'This pool requires the secret, which is the default. The secret is checked before the ticket, so the ticket was not consumed and the backend exchanged it afterwards.',
        },
      },
    },
    directOn: {
      works: {
        happened: {
          zh: '该用户池不要求密钥，App 自己换取了用户信息。',
          en: 'This pool does not require the secret, and the app exchanged the ticket itself.',
        },
        because: {
          zh: '这次登录是绑定的，只有发起登录的 App 持有 codeVerifier。有后端时，仍应经后端换取。',
          en: 'The login was bound: only the app that started it has the codeVerifier. Use a backend wherever you have one.',
        },
      },
    },
  } satisfies Readonly<Record<ScenarioId, Endings>>,
});

/** Texts of the scenarios, in one language. */
export type ScenarioTexts = (typeof scenarioTexts)['zh'];

/** Texts of a scenario's endings, in one language. */
export type EndingTexts = InLanguage<Endings>;
