import type { AuthorityAnswer, AuthorityRequest, AvatarUpload, ConsentPort } from '@app2wxapp/consent';
import type { Fetch } from '../fetch-in-time.js';

/** Creates WeChat for the mini program's page, simulated. */
export function createWechatPort(options: {
  readonly login: () => Promise<string>;
  readonly fetch: Fetch;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ConsentPort {
  return {
    login: options.login,
    request: (request) => send(options.fetch, request),
    uploadAvatar: (upload) => uploadAvatar(options.fetch, upload),
    onNetworkChange: listenToNetwork,
    now: options.now,
    startTimer: (ms, wake) => {
      const timer = setTimeout(wake, ms);
      return () => clearTimeout(timer);
    },
  };
}

/** Sends a request. The page's own deadline ends it, which does not count the time that the request is held. */
async function send(fetch: Fetch, request: AuthorityRequest): Promise<AuthorityAnswer> {
  const { url, method, headers, body } = request;
  const response = await fetch(url, { method, headers, ...(body !== undefined && { body }) });
  return { status: response.status, body: await response.text() };
}

/** Sends a picture, which is small already and a `data:` URL instead of a file. */
async function uploadAvatar(fetch: Fetch, { avatar, url, headers }: AvatarUpload): Promise<AuthorityAnswer> {
  const [, base64 = ''] = avatar.split(',');
  const body = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const response = await fetch(url, { method: 'POST', headers, body });
  return { status: response.status, body: await response.text() };
}

function listenToNetwork(listener: (online: boolean) => void): () => void {
  const goOnline = () => listener(true);
  const goOffline = () => listener(false);
  addEventListener('online', goOnline);
  addEventListener('offline', goOffline);
  return () => {
    removeEventListener('online', goOnline);
    removeEventListener('offline', goOffline);
  };
}
