import type { ScenarioTexts } from './scenario.js';

/** The words for every scenario in Chinese. */
export const chineseScenarioTexts: ScenarioTexts = {
  title: '异常与攻击演练',
  lede: '点击任意一项，手机自动演示：真实的请求、真实的服务，结果也由服务器给出。',
  playing: (seconds) =>
    seconds > 0
      ? `正在等待 ticket 过期，还剩 ${seconds} 秒。可以先试其他演练，这一项会停止。`
      : '正在手机上演示……',
  stop: '停止',
  broken: '演示没有完成：某个服务没有按预期响应，详见请求全过程的最后一行。',
  asked: ({ by, isRevoked }) =>
    `最后${by === 'thief' ? '攻击者' : ' App '}再次请求 GET /me：${
      isRevoked ? '被拒绝，会话确实已撤销。' : '仍然成功，会话依然有效。'
    }`,
  verdicts: { stopped: '已拦截', recovered: '已恢复', works: '正常', open: '未拦截' },
  names: {
    backGesture: '手势返回',
    coldStart: 'App 被系统回收',
    lostAnswer: 'extMsg 丢失',
    replayedTicket: 'ticket 重放',
    stolenUnbound: 'ticket 被盗，未绑定',
    stolenBound: 'ticket 被盗，已绑定',
    wrongAppListed: '冒充 App，有白名单',
    wrongAppUnlisted: '冒充 App，无白名单',
    expiredTicket: 'ticket 过期',
    directOff: '不带密钥换取',
    directOn: '直连用户池',
  },
  endings: {
    backGesture: {
      recovered: {
        happened: '用户没有点“返回 App”，而是用系统手势返回，没有带回任何数据。',
        because: 'App 回到前台后稍等片刻，随即以 login_cancelled 结束，登录按钮立即可用。',
      },
    },
    coldStart: {
      recovered: {
        happened: '用户停留在微信时，系统回收了 App 的进程，内存数据全部丢失；返回时 App 冷启动。',
        because: '跳转之前，App 已把 state 和 codeVerifier 写入存储；启动时 resume() 恢复了这次登录。',
      },
      open: {
        happened: 'App 冷启动后，没有恢复这次登录。',
        because: '跳转之前要把 state 和 codeVerifier 写入存储，启动时要调用 resume()。',
      },
    },
    lostAnswer: {
      recovered: {
        happened: '用户已同意，ticket 也已签发，但 extMsg 没有到达 App。',
        because: 'App 凭 state 和 codeVerifier 向授权服务认领了这次登录，用户无需重新操作。',
      },
      open: {
        happened: '用户已同意，但 extMsg 没有到达 App，这次登录没有恢复。',
        because: '授权服务没有允许 App 认领。App 已结束等待，用户可以重新登录。',
      },
    },
    replayedTicket: {
      stopped: {
        happened: '登录成功之后，有人从日志里拿到同一个 ticket，再次提交给业务后端。',
        because: 'ticket 只能使用一次，由一条 SQL 语句保证。重放还会撤销首次登录建立的会话。',
      },
    },
    stolenUnbound: {
      open: {
        happened: '另一个 App 截获了 extMsg，抢先把 ticket 提交给业务后端，以该用户的身份登录。',
        because:
          '未绑定的 ticket，持有者即可使用。用户自己的请求随后被拒绝，攻击者的会话同时被撤销，但为时已晚。请绑定登录。',
      },
    },
    stolenBound: {
      stopped: {
        happened: '另一个 App 截获了 extMsg，抢先把 ticket 提交给业务后端。',
        because:
          '攻击者没有 codeVerifier，授权服务拒绝请求并作废该 ticket。用户需要重新登录一次，但没有被冒充。',
      },
    },
    wrongAppListed: {
      stopped: {
        happened: '另一个 App 用公开的用户池 ID 拉起了登录小程序。',
        because:
          '它不在用户池的 allowedAppIds 白名单中，授权服务不签发 ticket。用户池允许任意 App 时无法拦截，见“冒充 App，无白名单”。',
      },
      open: {
        happened: '另一个 App 用公开的用户池 ID 拉起了登录小程序，并拿到了 ticket。',
        because: '该用户池的 allowedAppIds 没有拦住它，请检查是否开启了“允许任意 App”（allowAnyApp）。',
      },
    },
    wrongAppUnlisted: {
      stopped: {
        happened: '另一个 App 用公开的用户池 ID 拉起了登录小程序。',
        because: '它不在用户池的 allowedAppIds 白名单中，授权服务不签发 ticket。',
      },
      open: {
        happened:
          '另一个 App 用公开的用户池 ID 拉起了登录小程序；用户同意后，它拿到了 ticket，并尝试不带密钥换取用户信息。',
        because: '该用户池允许任意 App 发起登录（allowAnyApp）。最后拦住它的只有用户池密钥，请改用白名单。',
      },
    },
    expiredTicket: {
      stopped: {
        happened: 'App 拿到 ticket 后没有使用，直到有效期结束才去换取。',
        because: '有效期从签发时算起，过期的 ticket 等同于不存在。重新登录即可。',
      },
    },
    directOff: {
      stopped: {
        happened: 'App 绕过业务后端、不带密钥，自己换取用户信息。',
        because:
          '该用户池要求密钥（默认如此）。密钥校验在 ticket 之前，因此 ticket 没有消耗，随后后端照常换取成功。',
      },
    },
    directOn: {
      works: {
        happened: '该用户池不要求密钥，App 自己换取了用户信息。',
        because: '这次登录是绑定的，只有发起登录的 App 持有 codeVerifier。有后端时，仍应经后端换取。',
      },
    },
  },
};
