import type { Language } from '../language.js';
import type { Ending, SituationId, Verdict } from './situation.js';

/** A situation in two sentences. */
export interface SituationText {
  readonly happened: string;
  readonly because: string;
}

/** The words for the situations. */
export interface SituationTexts {
  readonly title: string;
  readonly lede: string;
  readonly playing: (seconds: number) => string;
  readonly stop: string;
  readonly broken: string;
  readonly asked: (asked: NonNullable<Ending['asked']>) => string;
  readonly verdicts: Readonly<Record<Verdict, string>>;
  readonly names: Readonly<Record<SituationId, string>>;
  readonly endings: Readonly<Record<SituationId, Partial<Readonly<Record<Verdict, SituationText>>>>>;
}

const zh: SituationTexts = {
  title: '真实世界里会出的事',
  lede: '点一个，手机会自己演一遍：真的请求、真的服务器，结果也是真的。',
  playing: (seconds) => (seconds > 0 ? `正在等 ticket 过期，还有 ${seconds} 秒` : '正在手机上演示'),
  stop: '停下',
  broken: '没有演完：有服务没有按预期回答。看看下面最后一行。',
  asked: ({ by, isRevoked }) =>
    `最后${by === 'thief' ? '攻击者' : ' App '}又问了一次 GET /me：${
      isRevoked ? '被拒绝，会话确实已经吊销。' : '仍然有回答，会话还在。'
    }`,
  verdicts: { stopped: '被拦住', recovered: '救回来了', works: '正常', open: '没拦住' },
  names: {
    backGesture: '用返回手势回来',
    coldStart: 'App 被系统结束',
    lostAnswer: '回答没送到 App',
    replayedTicket: 'ticket 再用一次',
    stolenUnbound: 'ticket 被偷，未绑定',
    stolenBound: 'ticket 被偷，已绑定',
    wrongAppListed: '别的 App，有名单',
    wrongAppUnlisted: '别的 App，没有名单',
    expiredTicket: 'ticket 过期',
    directOff: '不带密钥直接换',
    directOn: '允许直接换的用户池',
  },
  endings: {
    backGesture: {
      recovered: {
        happened: '用户没有点“返回 App”，而是用系统手势回来，什么也没带回。',
        because: 'App 回到前台后只再等一小会儿，就以 login_cancelled 结束；按钮马上能再点。',
      },
    },
    coldStart: {
      recovered: {
        happened: '用户在微信里时，系统结束了 App，内存全没了；回来时 App 是重新启动的。',
        because: '离开之前，App 已把 state 和 codeVerifier 写进存储；启动时 resume() 接上了这次登录。',
      },
      open: {
        happened: 'App 重新启动后，没有接上这次登录。',
        because: '离开之前要把 state 和 codeVerifier 写进存储，启动时要调用 resume()。',
      },
    },
    lostAnswer: {
      recovered: {
        happened: '用户同意了，ticket 也有了，但 extMsg 没有送到 App。',
        because: 'App 凭 state 和 codeVerifier 向授权服务认领了这次登录，用户不用重来。',
      },
      open: {
        happened: '用户同意了，但 extMsg 没有送到 App，这次登录没有救回来。',
        because: '授权服务没有让 App 认领。App 已经结束等待，用户可以重新登录。',
      },
    },
    replayedTicket: {
      stopped: {
        happened: '正常登录之后，有人从日志里翻出同一张 ticket，又交给业务后端一次。',
        because: 'ticket 只能用一次：一条 SQL 决定谁先拿到。第二次使用还会让第一次打开的会话失效。',
      },
    },
    stolenUnbound: {
      open: {
        happened: '另一个 App 截到了 extMsg，抢先把 ticket 交给业务后端，以用户的身份登录了。',
        because:
          '没有绑定的 ticket 谁拿到谁能用。用户自己的那次被拒绝，同时那个会话被吊销，但为时已晚。请绑定登录。',
      },
    },
    stolenBound: {
      stopped: {
        happened: '另一个 App 截到了 extMsg，抢先把 ticket 交给业务后端。',
        because: '它没有 codeVerifier，授权服务拒绝，并作废这张 ticket：用户要重新登录一次，但没有人冒充他。',
      },
    },
    wrongAppListed: {
      stopped: {
        happened: '另一个 App 拿着公开的用户池 ID 打开了登录小程序。',
        because:
          '用户池的 allowedAppIds 里没有它，授权服务不发 ticket。名单为空的用户池拦不住它：试试“别的 App，没有名单”。',
      },
      open: {
        happened: '另一个 App 拿着公开的用户池 ID 打开了登录小程序，得到了 ticket。',
        because: '这个用户池的 allowedAppIds 没有拦住它：检查名单是否被清空。',
      },
    },
    wrongAppUnlisted: {
      stopped: {
        happened: '另一个 App 拿着公开的用户池 ID 打开了登录小程序。',
        because: '用户池的 allowedAppIds 里没有它，授权服务不发 ticket。',
      },
      open: {
        happened:
          '另一个 App 拿着公开的用户池 ID 打开了登录小程序，用户同意后，它得到了 ticket，又试着不带密钥去换用户。',
        because:
          '这个用户池没有设置 allowedAppIds，任何 App 都可以发起登录。最后拦住它的只有用户池密钥：请设置名单。',
      },
    },
    expiredTicket: {
      stopped: {
        happened: 'App 拿到 ticket 后被晾在一边，直到有效期过了才去换。',
        because: 'ticket 的有效期从签发时算起，过期就和不存在一样。重新登录即可。',
      },
    },
    directOff: {
      stopped: {
        happened: 'App 不经业务后端、不带密钥，自己去换用户。',
        because:
          '这个用户池要求密钥（默认如此）。密钥先于 ticket 检查，所以 ticket 没有损失，随后后端照常换到了用户。',
      },
    },
    directOn: {
      works: {
        happened: '这个用户池关掉了密钥要求，App 自己换到了用户。',
        because: '能换到，是因为这次登录是绑定的，只有发起它的 App 有 codeVerifier。能用后端就用后端。',
      },
    },
  },
};

const en: SituationTexts = {
  title: 'What happens in real life',
  lede: 'Choose one and the phone plays it: real requests to real servers, and the real result.',
  playing: (seconds) =>
    seconds > 0 ? `Waiting for the ticket to expire: ${seconds} s` : 'Playing on the phone',
  stop: 'Stop',
  broken: 'It could not be played to its end: a server did not answer as expected. See the last line below.',
  asked: ({ by, isRevoked }) =>
    `At the end the ${by} asked GET /me once more: ${
      isRevoked ? 'refused, the session is indeed revoked.' : 'answered, the session still stands.'
    }`,
  verdicts: { stopped: 'Stopped', recovered: 'Recovered', works: 'Works', open: 'Not stopped' },
  names: {
    backGesture: 'Back by the gesture',
    coldStart: 'App ended by the system',
    lostAnswer: 'Answer never arrives',
    replayedTicket: 'Ticket used again',
    stolenUnbound: 'Ticket stolen, unbound',
    stolenBound: 'Ticket stolen, bound',
    wrongAppListed: 'Another app, with a list',
    wrongAppUnlisted: 'Another app, no list',
    expiredTicket: 'Ticket expired',
    directOff: 'Exchange without secret',
    directOn: 'Pool that allows direct',
  },
  endings: {
    backGesture: {
      recovered: {
        happened:
          'The user did not tap “Return to the app” but took the system’s way back, which brings nothing.',
        because:
          'Once in front again the app waits a moment longer, then ends with login_cancelled. The button works again.',
      },
    },
    coldStart: {
      recovered: {
        happened:
          'While the user was in WeChat the system ended the app. It lost its memory and was started anew.',
        because:
          'Before it left, the app had stored state and codeVerifier; resume() took the login up at the start.',
      },
      open: {
        happened: 'The app was started anew and did not take the login up.',
        because: 'It has to store state and codeVerifier before it leaves, and call resume() when it starts.',
      },
    },
    lostAnswer: {
      recovered: {
        happened: 'The user agreed and there was a ticket, but the extMsg never reached the app.',
        because:
          'The app claimed its login from the authority by state and codeVerifier. The user need not start again.',
      },
      open: {
        happened: 'The user agreed, but the extMsg never reached the app, and the login was not recovered.',
        because:
          'The authority did not let the app claim it. The app stopped waiting, so the user can log in again.',
      },
    },
    replayedTicket: {
      stopped: {
        happened:
          'After a login somebody found the same ticket in a log and gave it to the backend once more.',
        because:
          'A ticket works once: one SQL statement decides who is first. The second use also ends the session that the first one opened.',
      },
    },
    stolenUnbound: {
      open: {
        happened:
          'Another app caught the extMsg, was the first to give the ticket to the backend, and is logged in as the user.',
        because:
          'Whoever has an unbound ticket can use it. The user’s own attempt was refused and ended the thief’s session, too late. Bind your logins.',
      },
    },
    stolenBound: {
      stopped: {
        happened: 'Another app caught the extMsg and was the first to give the ticket to the backend.',
        because:
          'It has no codeVerifier, so the authority refused and burnt the ticket. The user has to log in again, but nobody took his place.',
      },
    },
    wrongAppListed: {
      stopped: {
        happened: 'Another app opened the login mini program with the pool’s public id.',
        because:
          'It is not among the pool’s allowedAppIds, so the authority gave no ticket. A pool with an empty list does not stop it: see “Another app, no list”.',
      },
      open: {
        happened: 'Another app opened the login mini program with the pool’s public id and got a ticket.',
        because: 'The pool’s allowedAppIds did not stop it: see whether the list was emptied.',
      },
    },
    wrongAppUnlisted: {
      stopped: {
        happened: 'Another app opened the login mini program with the pool’s public id.',
        because: 'It is not among the pool’s allowedAppIds, so the authority gave no ticket.',
      },
      open: {
        happened:
          'Another app opened the login mini program with the pool’s public id, the user agreed, and it got a ticket and tried to exchange it without the secret.',
        because:
          'This pool has no allowedAppIds, so any app may start a login. Only the pool’s secret stopped it in the end: set the list.',
      },
    },
    expiredTicket: {
      stopped: {
        happened: 'The app had its ticket and did nothing until its time was over.',
        because:
          'A ticket’s lifetime counts from its issue; an expired one is as good as none. The user logs in again.',
      },
    },
    directOff: {
      stopped: {
        happened: 'The app tried to exchange the ticket itself, without the backend and its secret.',
        because:
          'This pool requires the secret, as all do by default. It is checked before the ticket, so the ticket was not lost: the backend exchanged it afterwards.',
      },
    },
    directOn: {
      works: {
        happened: 'This pool does not require the secret, and the app exchanged the ticket itself.',
        because:
          'It worked because the login was bound: only the app that started it has the codeVerifier. Prefer a backend wherever you have one.',
      },
    },
  },
};

/** The words for every situation in both languages. */
export const situationTexts: Readonly<Record<Language, SituationTexts>> = { zh, en };
