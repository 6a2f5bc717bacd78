/* eslint-disable */
// Written from the authority's OpenAPI document by `nx regenerate console`.
// SHA-256 of the document: f498cb47f3bedf898506a7b6a62cded8ca5ec563e35fe6222e69bcd900641bfa
export interface paths {
  '/admin/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is signed in */
    get: operations['findSession'];
    put?: never;
    /** Sign a browser in by an operator token, with a cookie; a token that is for one sign-in gives a lasting one */
    post: operations['signIn'];
    /** Sign out: the cookie is invalid from then on */
    delete: operations['signOut'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/session/confirmation': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show the operator token again, before what `x-needs-proof` marks; it counts for five minutes, with a new cookie */
    post: operations['confirmSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Where the operator is signed in, newest first */
    get: operations['listOwnSessions'];
    put?: never;
    post?: never;
    /** Sign the operator out everywhere */
    delete: operations['endOwnSessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/sessions/{sessionId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Sign the operator out of one browser */
    delete: operations['endOwnSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/operators': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** All operators, oldest first; to an operator of some pools that operator alone */
    get: operations['listOperators'];
    put?: never;
    /** Create an operator; the token is shown once, and is for one sign-in within a week */
    post: operations['createOperator'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/operators/{operatorId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Remove an operator with tokens and sessions; the last admin of all pools stays */
    delete: operations['removeOperator'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/operators/{operatorId}/tokens': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Create a second token, shown once; both are valid until one is revoked or expires. For another operator it is for one sign-in */
    post: operations['createOperatorToken'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/operators/{operatorId}/tokens/{tokenId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Revoke a token with the sessions that it opened; the only valid one stays */
    delete: operations['revokeOperatorToken'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Pools, newest first */
    get: operations['listPools'];
    put?: never;
    /** Create a pool; its secret is shown once */
    post: operations['createPool'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One pool */
    get: operations['findPool'];
    put?: never;
    post?: never;
    /** Delete a pool with its users; only an admin of all pools may. It cannot be undone, and every instance follows within two seconds */
    delete: operations['deletePool'];
    options?: never;
    head?: never;
    /** Change settings; every instance follows within two seconds. What gives up a check needs a recent proof */
    patch: operations['changePool'];
    trace?: never;
  };
  '/admin/pools/{userPoolId}/token-key': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Create the key of HS256 tokens, shown once; the previous key is no longer used */
    post: operations['createTokenKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/secrets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** When the secrets were created; never the secrets */
    get: operations['listSecrets'];
    put?: never;
    /** Create a second secret, shown once; both are valid until one is retired */
    post: operations['createSecret'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/secrets/{secretId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Retire a secret; the last one stays */
    delete: operations['retireSecret'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/mini-program': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Set the pool's own mini program; the AppSecret is sealed and never shown again */
    put: operations['setMiniProgram'];
    post?: never;
    /** Remove the pool's own mini program */
    delete: operations['removeMiniProgram'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/mini-program/check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask WeChat for an access token, which it gives for the right AppID and AppSecret only */
    post: operations['checkMiniProgram'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/users/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Users by phone, unionid or name; newest first */
    post: operations['searchUsers'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/users/{userId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One user, with its WeChat identities */
    get: operations['findUser'];
    put?: never;
    post?: never;
    /** Erase a user: account, identities, sessions. It cannot be undone */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    /** Block or unblock; blocking also ends every session */
    patch: operations['changeUser'];
    trace?: never;
  };
  '/admin/pools/{userPoolId}/users/{userId}/export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Export everything stored about a user. Recorded as an event, so it is not a GET */
    post: operations['exportUser'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/users/{userId}/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sessions of a user, newest first */
    get: operations['listSessions'];
    put?: never;
    post?: never;
    /** End every session of a user */
    delete: operations['revokeSessions'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pools/{userPoolId}/users/{userId}/sessions/{sessionId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** End one session of a user */
    delete: operations['revokeSession'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What happened to logins and what operators did; newest first */
    get: operations['listEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/counts': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Sums by hour, kind and reason; a second behind */
    get: operations['countEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/pool-health': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Latest logins, refusals and failures of WeChat, and the age of the secrets */
    get: operations['listPoolHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/admin/signing-keys': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Create a signing key: published at once, used for signing 15 minutes later; until then no other is created */
    post: operations['rotateSigningKey'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Problem: {
      type: string;
      title: string;
      status: number;
      detail?: string;
      code: number;
      /** @description What to branch on. */
      error: string;
      /** @description For people, in the language of Accept-Language. */
      message: string;
    };
    SignIn: {
      token: string;
    };
    SignedIn: {
      id: string;
      name: string;
      /** @enum {string} */
      role: 'admin' | 'reader';
      /** @description The pools that the operator sees; null = all, and what belongs to no pool. */
      userPoolIds: string[] | null;
      /** Format: date-time */
      createdAt: string;
      /** @description After a sign-in by a token that is for one: the lasting token, shown once. */
      token?: string;
    };
    Operator: {
      id: string;
      name: string;
      /** @enum {string} */
      role: 'admin' | 'reader';
      /** @description The pools that the operator sees; null = all, and what belongs to no pool. */
      userPoolIds: string[] | null;
      /** Format: date-time */
      createdAt: string;
    };
    OperatorSessionList: {
      items: components['schemas']['OperatorSession'][];
    };
    OperatorSession: {
      id: string;
      ip: string;
      /** Format: date-time */
      createdAt: string;
      /**
       * Format: date-time
       * @description A minute behind at most.
       */
      lastUsedAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** @description Whether the request comes from this one. */
      current: boolean;
    };
    OperatorList: {
      items: components['schemas']['OperatorWithTokens'][];
    };
    OperatorWithTokens: {
      id: string;
      name: string;
      /** @enum {string} */
      role: 'admin' | 'reader';
      /** @description The pools that the operator sees; null = all, and what belongs to no pool. */
      userPoolIds: string[] | null;
      /** Format: date-time */
      createdAt: string;
      tokens: components['schemas']['OperatorToken'][];
    };
    OperatorToken: {
      id: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
    };
    NewOperator: {
      name: string;
      /** @enum {string} */
      role: 'admin' | 'reader';
      /**
       * @description The pools that the operator sees; null = all.
       * @default null
       */
      userPoolIds?: string[] | null;
    };
    CreatedOperator: {
      operator: components['schemas']['Operator'];
      /** @description For one sign-in within a week, which gives a lasting one. Shown once. */
      token: string;
    };
    NewOperatorToken: {
      /**
       * @description How many days the token is accepted. A token for another operator is for one sign-in within a week instead.
       * @default 90
       */
      ttlDays?: number;
    };
    CreatedOperatorToken: {
      id: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** @description Shown once. */
      token: string;
    };
    PoolPage: {
      items: components['schemas']['Pool'][];
      nextCursor: string | null;
    };
    Pool: {
      id: string;
      /** @description Shown to users where they agree to log in. */
      name: string;
      /** @description https address of a picture; empty for none. */
      logo: '' | string;
      /** @description Whether an exchange needs the secret. Without it (direct mode) anyone who holds a ticket can use it, unless binding is required. */
      secretRequired: boolean;
      /** @description Direct mode: only tickets of bound launches are exchanged without the secret. */
      requireBinding: boolean;
      /** @description Only tickets of bound launches are exchanged with the secret. Apps that do not bind cannot log in then. */
      requireBindingWithSecret: boolean;
      /** @description Lifetime of a ticket. The preset strict sets 60. */
      ticketTtlSeconds: number;
      /** @description Lifetime of a token. */
      tokenTtlSeconds: number;
      /** @description Lifetime of refresh tokens; 0 = the exchange gives none. */
      refreshTtlSeconds: number;
      /**
       * @description ES256: every verifier uses the authority's public key. HS256: Authing's own format; a verifier can also forge tokens. Needs a token key.
       * @enum {string}
       */
      tokenFormat: 'ES256' | 'HS256';
      /**
       * @description bare: the user, with real HTTP statuses. envelope: as Authing's servers answer, status 200 always.
       * @enum {string}
       */
      responseStyle: 'bare' | 'envelope';
      /** @description Whether a login without a phone number is rejected. */
      requirePhone: boolean;
      /** @description Whether the mini program asks for a nickname and a picture; the user may leave both out. */
      askProfile: boolean;
      /** @description Whether a nickname is kept only when WeChat's content check (msg_sec_check) lets it pass; otherwise the login goes on without it. */
      checkNickname: boolean;
      /** @description Whether a phone number from WeChat finds an account that another WeChat user made. */
      linkByPhone: boolean;
      /** @description AppIDs of the apps that may open the mini program for this pool; empty = none. */
      allowedAppIds: string[];
      /** @description Whether apps that are not listed may too. Then a foreign app can ask your users to log in to it, with the public id of this pool. */
      allowAnyApp: boolean;
      /** @description Origins of pages that may call the public endpoints from a browser; empty = none. */
      allowedOrigins: string[];
      /** @description Claims that every ES256 token of the pool has besides its own, such as `{"role":"user"}`, for verifiers that ask for them; 1024 bytes as JSON at most. */
      staticClaims: {
        [key: string]: unknown;
      };
      /** @description The pool's own mini program. Its AppSecret is kept sealed and never shown. */
      miniProgram: {
        appId: string;
      } | null;
      /** @description Whether the pool has a key for HS256. */
      hasTokenKey: boolean;
      /** Format: date-time */
      createdAt: string;
      /** @description Another one after each change. Sent as `If-Match`, it keeps a change from undoing that of another operator. */
      version: string;
    };
    NewPool: {
      /** @description Shown to users where they agree to log in. */
      name: string;
      /** @description https address of a picture; empty for none. */
      logo?: '' | string;
      /** @description Whether an exchange needs the secret. Without it (direct mode) anyone who holds a ticket can use it, unless binding is required. */
      secretRequired?: boolean;
      /** @description Direct mode: only tickets of bound launches are exchanged without the secret. */
      requireBinding?: boolean;
      /** @description Only tickets of bound launches are exchanged with the secret. Apps that do not bind cannot log in then. */
      requireBindingWithSecret?: boolean;
      /** @description Lifetime of a ticket. The preset strict sets 60. */
      ticketTtlSeconds?: number;
      /** @description Lifetime of a token. */
      tokenTtlSeconds?: number;
      /** @description Lifetime of refresh tokens; 0 = the exchange gives none. */
      refreshTtlSeconds?: number;
      /**
       * @description ES256: every verifier uses the authority's public key. HS256: Authing's own format; a verifier can also forge tokens. Needs a token key.
       * @enum {string}
       */
      tokenFormat?: 'ES256' | 'HS256';
      /**
       * @description bare: the user, with real HTTP statuses. envelope: as Authing's servers answer, status 200 always.
       * @enum {string}
       */
      responseStyle?: 'bare' | 'envelope';
      /** @description Whether a login without a phone number is rejected. */
      requirePhone?: boolean;
      /** @description Whether the mini program asks for a nickname and a picture; the user may leave both out. */
      askProfile?: boolean;
      /** @description Whether a nickname is kept only when WeChat's content check (msg_sec_check) lets it pass; otherwise the login goes on without it. */
      checkNickname?: boolean;
      /** @description Whether a phone number from WeChat finds an account that another WeChat user made. */
      linkByPhone?: boolean;
      /** @description AppIDs of the apps that may open the mini program for this pool; empty = none. */
      allowedAppIds?: string[];
      /** @description Whether apps that are not listed may too. Then a foreign app can ask your users to log in to it, with the public id of this pool. */
      allowAnyApp?: boolean;
      /** @description Origins of pages that may call the public endpoints from a browser; empty = none. */
      allowedOrigins?: string[];
      /** @description Claims that every ES256 token of the pool has besides its own, such as `{"role":"user"}`, for verifiers that ask for them; 1024 bytes as JSON at most. */
      staticClaims?: {
        [key: string]: unknown;
      };
      /**
       * @description What the settings that are not given begin with. strict: tickets of 60 seconds, the secret and the binding always.
       * @enum {string}
       */
      preset?: 'strict';
    };
    CreatedPool: {
      pool: components['schemas']['Pool'];
      /** @description Shown once. */
      secret: string;
    };
    PoolChanges: {
      /** @description Shown to users where they agree to log in. */
      name?: string;
      /** @description https address of a picture; empty for none. */
      logo?: '' | string;
      /** @description Whether an exchange needs the secret. Without it (direct mode) anyone who holds a ticket can use it, unless binding is required. */
      secretRequired?: boolean;
      /** @description Direct mode: only tickets of bound launches are exchanged without the secret. */
      requireBinding?: boolean;
      /** @description Only tickets of bound launches are exchanged with the secret. Apps that do not bind cannot log in then. */
      requireBindingWithSecret?: boolean;
      /** @description Lifetime of a ticket. The preset strict sets 60. */
      ticketTtlSeconds?: number;
      /** @description Lifetime of a token. */
      tokenTtlSeconds?: number;
      /** @description Lifetime of refresh tokens; 0 = the exchange gives none. */
      refreshTtlSeconds?: number;
      /**
       * @description ES256: every verifier uses the authority's public key. HS256: Authing's own format; a verifier can also forge tokens. Needs a token key.
       * @enum {string}
       */
      tokenFormat?: 'ES256' | 'HS256';
      /**
       * @description bare: the user, with real HTTP statuses. envelope: as Authing's servers answer, status 200 always.
       * @enum {string}
       */
      responseStyle?: 'bare' | 'envelope';
      /** @description Whether a login without a phone number is rejected. */
      requirePhone?: boolean;
      /** @description Whether the mini program asks for a nickname and a picture; the user may leave both out. */
      askProfile?: boolean;
      /** @description Whether a nickname is kept only when WeChat's content check (msg_sec_check) lets it pass; otherwise the login goes on without it. */
      checkNickname?: boolean;
      /** @description Whether a phone number from WeChat finds an account that another WeChat user made. */
      linkByPhone?: boolean;
      /** @description AppIDs of the apps that may open the mini program for this pool; empty = none. */
      allowedAppIds?: string[];
      /** @description Whether apps that are not listed may too. Then a foreign app can ask your users to log in to it, with the public id of this pool. */
      allowAnyApp?: boolean;
      /** @description Origins of pages that may call the public endpoints from a browser; empty = none. */
      allowedOrigins?: string[];
      /** @description Claims that every ES256 token of the pool has besides its own, such as `{"role":"user"}`, for verifiers that ask for them; 1024 bytes as JSON at most. */
      staticClaims?: {
        [key: string]: unknown;
      };
    };
    CreatedTokenKey: {
      /** @description Shown once. Its UTF-8 bytes are the key. */
      tokenKey: string;
    };
    SecretList: {
      items: components['schemas']['Secret'][];
    };
    Secret: {
      id: string;
      /** Format: date-time */
      createdAt: string;
    };
    CreatedSecret: {
      id: string;
      /** Format: date-time */
      createdAt: string;
      /** @description Shown once. */
      secret: string;
    };
    MiniProgramCredentials: {
      appId: string;
      appSecret: string;
    };
    MiniProgramCheck: {
      ok: boolean;
      /** @description WeChat's return code; null when WeChat accepted, or could not be reached. */
      errcode: number | null;
    };
    UserSearch: {
      /** @description The whole number, with or without its country code, or its last four digits. */
      phone?: string;
      unionid?: string;
      /** @description A part of the nickname. */
      name?: string;
      cursor?: string;
      /** @default 50 */
      limit?: number;
    };
    PoolUserPage: {
      items: components['schemas']['PoolUser'][];
      nextCursor: string | null;
    };
    PoolUser: {
      id: string;
      nickname: string;
      photo: string;
      /** @description For readers without its middle. */
      phone: string | null;
      unionid: string | null;
      loginsCount: number;
      /** Format: date-time */
      lastLogin: string | null;
      lastIp: string;
      blocked: boolean;
      /** Format: date-time */
      signedUp: string;
    };
    PoolUserDetails: {
      id: string;
      nickname: string;
      photo: string;
      /** @description For readers without its middle. */
      phone: string | null;
      unionid: string | null;
      loginsCount: number;
      /** Format: date-time */
      lastLogin: string | null;
      lastIp: string;
      blocked: boolean;
      /** Format: date-time */
      signedUp: string;
      /** @description A JSON string for the pool's own use. */
      metadata: string;
      identities: {
        appId: string;
        openid: string;
      }[];
    };
    PoolUserChanges: {
      blocked: boolean;
    };
    UserExport: {
      /** Format: date-time */
      exportedAt: string;
      user: components['schemas']['PoolUserDetails'];
      /** @description The picture that the user chose, and that `photo` is the address of. */
      avatar: {
        type: string;
        base64: string;
      } | null;
      sessions: components['schemas']['UserSession'][];
      events: {
        /** Format: date-time */
        at: string;
        type: string;
        reason: string | null;
        detail: string | null;
        ip: string;
      }[];
    };
    UserSession: {
      id: string;
      appId: string;
      ip: string;
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** Format: date-time */
      revokedAt: string | null;
      revokedReason: string | null;
    };
    UserSessionPage: {
      items: components['schemas']['UserSession'][];
      nextCursor: string | null;
    };
    RevokedSessions: {
      /** @description How many sessions were active. */
      revoked: number;
    };
    EventPage: {
      items: components['schemas']['Event'][];
      nextCursor: string | null;
    };
    Event: {
      id: string;
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      type:
        | 'redeemed'
        | 'repeated'
        | 'replayed'
        | 'refresh_reused'
        | 'logged_out'
        | 'refused'
        | 'identity_moved'
        | 'nickname_rejected'
        | 'user_changed'
        | 'user_exported'
        | 'user_deleted'
        | 'sessions_revoked'
        | 'operator_signed_in'
        | 'operator_refused'
        | 'operator_created'
        | 'operator_removed'
        | 'operator_token_created'
        | 'operator_token_revoked'
        | 'pool_created'
        | 'pool_changed'
        | 'pool_deleted'
        | 'secret_created'
        | 'secret_retired'
        | 'token_key_created'
        | 'mini_program_changed'
        | 'users_searched'
        | 'user_read'
        | 'user_blocked'
        | 'user_unblocked'
        | 'signing_key_rotated';
      /** @description Why a login was refused; or the names of what an operator changed. */
      reason: string | null;
      /** @description Of a login that WeChat refused: its errcode, or `http_502` and the like, `timeout`, `unreachable`, `unreadable`. Of `identity_moved`: the account that the WeChat user belonged to before. Of `nickname_rejected`: `risky` or `review` as WeChat judged, or why its check failed. */
      detail: string | null;
      userPoolId: string | null;
      accountId: string | null;
      operator: {
        id: string;
        name: string | null;
      } | null;
      ip: string;
      /** @description `x-request-id` of the answer, as in the log; null for logins that succeeded, and for what happened before 0.2. */
      requestId: string | null;
      /** @description AppID of the mini program of a login that succeeded. */
      appId: string | null;
    };
    Counts: {
      /** Format: date-time */
      from: string;
      /** Format: date-time */
      to: string;
      items: {
        /**
         * Format: date-time
         * @description When the hour began.
         */
        hour: string;
        /** @description opened, issued, redeemed, repeated, replayed, denied, identity_moved, nickname_rejected, refused_issue, refused_exchange or refused_claim. */
        type: string;
        /** @description Why it was refused; empty otherwise. */
        reason: string;
        count: number;
      }[];
    };
    PoolHealthList: {
      items: {
        userPoolId: string;
        /** @description Logins in this hour and the one before. */
        redeemed: number;
        /** @description Refusals in the same time. */
        refused: number;
        /** @description What WeChat last answered about the AppID, the AppSecret or this server, in the last 24 hours, if no login succeeded since. */
        wechatFailure: {
          detail: string;
          /** Format: date-time */
          at: string;
        } | null;
        /**
         * Format: date-time
         * @description When the newest secret was created.
         */
        newestSecretAt: string | null;
      }[];
    };
    RotatedSigningKey: {
      kid: string;
      /**
       * Format: date-time
       * @description Until then it is only published.
       */
      signsFrom: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  findSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Operator'];
        };
      };
      /** @description No operator is signed in with this browser */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  signIn: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SignedIn'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  signOut: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  confirmSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SignIn'];
      };
    };
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listOwnSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperatorSessionList'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  endOwnSessions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  endOwnSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        sessionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listOperators: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['OperatorList'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  createOperator: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewOperator'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedOperator'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeOperator: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        operatorId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  createOperatorToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        operatorId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewOperatorToken'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedOperatorToken'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeOperatorToken: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        operatorId: string;
        tokenId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listPools: {
    parameters: {
      query?: {
        /** @description A part of the name. */
        name?: string;
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PoolPage'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  createPool: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['NewPool'];
      };
    };
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedPool'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  findPool: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Pool'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  deletePool: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `version` of the pool, in quotes. The change is refused with 412 if it is not the current one. */
        'If-Match'?: string;
      };
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  changePool: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `version` of the pool, in quotes. The change is refused with 412 if it is not the current one. */
        'If-Match'?: string;
      };
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PoolChanges'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Pool'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  createTokenKey: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedTokenKey'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSecrets: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SecretList'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  createSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CreatedSecret'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  retireSecret: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        secretId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  setMiniProgram: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `version` of the pool, in quotes. The change is refused with 412 if it is not the current one. */
        'If-Match'?: string;
      };
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MiniProgramCredentials'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Pool'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeMiniProgram: {
    parameters: {
      query?: never;
      header?: {
        /** @description The `version` of the pool, in quotes. The change is refused with 412 if it is not the current one. */
        'If-Match'?: string;
      };
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Pool'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  checkMiniProgram: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MiniProgramCheck'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  searchUsers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UserSearch'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PoolUserPage'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  findUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PoolUserDetails'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PoolUserChanges'];
      };
    };
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PoolUser'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportUser: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserExport'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listSessions: {
    parameters: {
      query?: {
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserSessionPage'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeSessions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevokedSessions'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  revokeSession: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userPoolId: string;
        userId: string;
        sessionId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RevokedSessions'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listEvents: {
    parameters: {
      query?: {
        /** @description Without it: the events of all pools and of no pool, the logins that succeeded left out. */
        userPoolId?: string;
        type?: string;
        reason?: string;
        /** @description Also events of a WeChat user that moved away from it. */
        accountId?: string;
        /** @description What WeChat answered, or what went wrong with its answer. */
        detail?: string;
        /** @description `x-request-id` of an answer. */
        requestId?: string;
        from?: string;
        to?: string;
        cursor?: string;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventPage'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  countEvents: {
    parameters: {
      query?: {
        /** @description Without it: all pools together. */
        userPoolId?: string;
        /** @description A day ago unless given. */
        from?: string;
        /** @description Now unless given. 31 days after `from` at most. */
        to?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Counts'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  listPoolHealth: {
    parameters: {
      query: {
        /** @description Ids of pools with commas, 50 at most. */
        userPoolIds: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PoolHealthList'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
  rotateSigningKey: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['RotatedSigningKey'];
        };
      };
      /** @description Refused */
      '4XX': {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
        };
      };
    };
  };
}
