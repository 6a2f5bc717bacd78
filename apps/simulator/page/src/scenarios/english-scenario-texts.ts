import type { ScenarioTexts } from './scenario.js';

/** The words for every scenario in English. */
export const englishScenarioTexts: ScenarioTexts = {
  title: 'Failure and attack drills',
  lede: 'Press one and the phone plays it: real requests to real servers, judged by their responses.',
  playing: (seconds) =>
    seconds > 0
      ? `Waiting for the ticket to expire: ${seconds} s. Another drill stops this one.`
      : 'Playing on the phone …',
  stop: 'Stop',
  broken: 'The drill did not finish: a server did not respond as expected. See the last request below.',
  asked: ({ by, isRevoked }) =>
    `At the end the ${by === 'thief' ? 'attacker' : 'app'} requests GET /me once more: ${
      isRevoked ? 'rejected, the session is revoked.' : 'accepted, the session is still active.'
    }`,
  verdicts: { stopped: 'Blocked', recovered: 'Recovered', works: 'Works', open: 'Not blocked' },
  names: {
    backGesture: 'Swiped back',
    coldStart: 'App killed by the system',
    lostAnswer: 'extMsg lost',
    replayedTicket: 'Ticket replayed',
    stolenUnbound: 'Ticket stolen, unbound',
    stolenBound: 'Ticket stolen, bound',
    wrongAppListed: 'Foreign app, allow list',
    wrongAppUnlisted: 'Foreign app, no list',
    expiredTicket: 'Ticket expired',
    directOff: 'Exchange without secret',
    directOn: 'Direct-mode pool',
  },
  endings: {
    backGesture: {
      recovered: {
        happened: 'The user did not tap “Return to the app” but swiped back, which carries no data.',
        because:
          'Once in the foreground again, the app waits a moment, then ends with login_cancelled. The login button works again.',
      },
    },
    coldStart: {
      recovered: {
        happened:
          'While the user was in WeChat, the system killed the app. It lost its memory and started cold.',
        because:
          'Before switching to WeChat the app stored state and codeVerifier; resume() continued the login at the start.',
      },
      open: {
        happened: 'The app started cold and did not continue the login.',
        because: 'It has to store state and codeVerifier before switching, and call resume() when it starts.',
      },
    },
    lostAnswer: {
      recovered: {
        happened: 'The user agreed and a ticket was issued, but the extMsg never reached the app.',
        because:
          'The app claimed its login from the authority with state and codeVerifier. The user need not start again.',
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
          'After a login, an attacker found the same ticket in a log and sent it to the backend again.',
        because:
          'A ticket is consumed once, by one SQL statement. The replay also revokes the session that the first use opened.',
      },
    },
    stolenUnbound: {
      open: {
        happened:
          'Another app intercepted the extMsg, sent the ticket to the backend first, and is logged in as the user.',
        because:
          'Any holder of an unbound ticket can use it. The user’s own request was rejected and revoked the attacker’s session, too late. Bind your logins.',
      },
    },
    stolenBound: {
      stopped: {
        happened: 'Another app intercepted the extMsg and sent the ticket to the backend first.',
        because:
          'It has no codeVerifier, so the authority rejected it and voided the ticket. The user has to log in again, but was not impersonated.',
      },
    },
    wrongAppListed: {
      stopped: {
        happened: 'Another app opened the login mini program with the pool’s public id.',
        because:
          'It is not in the pool’s allowedAppIds, so the authority issued no ticket. A pool with allowAnyApp does not block it: see “Foreign app, no list”.',
      },
      open: {
        happened: 'Another app opened the login mini program with the pool’s public id and got a ticket.',
        because: 'The pool’s allowedAppIds did not block it: check whether allowAnyApp is on.',
      },
    },
    wrongAppUnlisted: {
      stopped: {
        happened: 'Another app opened the login mini program with the pool’s public id.',
        because: 'It is not in the pool’s allowedAppIds, so the authority issued no ticket.',
      },
      open: {
        happened:
          'Another app opened the login mini program with the pool’s public id, the user agreed, and it got a ticket and tried to exchange it without the secret.',
        because:
          'This pool has allowAnyApp, so any app may start a login. Only the pool’s secret blocked it in the end: list your apps instead.',
      },
    },
    expiredTicket: {
      stopped: {
        happened: 'The app received a ticket and did not use it until it had expired.',
        because:
          'The lifetime counts from the issue; an expired ticket is treated as unknown. The user logs in again.',
      },
    },
    directOff: {
      stopped: {
        happened: 'The app tried to exchange the ticket itself, without the backend and its secret.',
        because:
          'This pool requires the secret, the default. It is checked before the ticket, so the ticket was not consumed: the backend exchanged it afterwards.',
      },
    },
    directOn: {
      works: {
        happened: 'This pool does not require the secret, and the app exchanged the ticket itself.',
        because:
          'The login was bound: only the app that started it has the codeVerifier. Use a backend wherever you have one.',
      },
    },
  },
};
