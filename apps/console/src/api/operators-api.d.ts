/* eslint-disable */
// Written from the authority's OpenAPI document by `nx regenerate console`.
// SHA-256 of the document: 172b04fee57d857309fb377fa29f1c49d31d885f1d56755e7e55c3b3a5a9cc3b
export interface paths {
  '/admin/session': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Operator that is signed in */
    get: operations['findSession'];
    put?: never;
    /** Sign a browser in with an operator token, which sets a cookie; a one-time token returns a lasting token */
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
    /** Present the operator token again, for operations marked `x-needs-proof`; valid for five minutes, sets a new cookie */
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
    /** Browser sessions of the operator, newest first */
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
    /** All operators, oldest first; an operator of some pools sees only itself */
    get: operations['listOperators'];
    put?: never;
    /** Create an operator; the token is shown once and valid for one sign-in within a week */
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
    /** Remove an operator with tokens and sessions; the last admin of all pools cannot be removed */
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
    /** Create a second token, shown once; both are valid until one is revoked or expires. A token for another operator is valid for one sign-in */
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
    /** Revoke a token with the sessions that it opened; the only valid token cannot be revoked */
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
    /** Delete a pool with its users, as an admin of all pools. It cannot be undone; every instance follows within two seconds */
    delete: operations['deletePool'];
    options?: never;
    head?: never;
    /** Change settings; every instance follows within two seconds. Changes that lower the security require a recent proof */
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
    /** Creation times of the secrets, without the secrets */
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
    /** Retire a secret; the last one cannot be retired */
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
    /** Set the pool's own mini program; the AppSecret is stored encrypted and never shown again */
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
    /** Check AppID and AppSecret by requesting an access token from WeChat */
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
    /** Users by phone, openid, unionid or name; newest first */
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
    /** Delete a user with account, identities and sessions. It cannot be undone */
    delete: operations['deleteUser'];
    options?: never;
    head?: never;
    /** Block or unblock a user; blocking also revokes every session */
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
    /** Revoke every session of a user */
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
    /** Revoke one session of a user */
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
    /** Events of logins and of operators, newest first */
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
    /** Counts by hour, type and reason, about a second behind */
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
      /** @description Name of the failure, for programs to branch on. */
      error: string;
      /** @description Message for users, in the language of Accept-Language. */
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
      /** @description Lasting token after a sign-in with a one-time token, shown once. */
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
       * @description Time of the last request, at most a minute behind.
       */
      lastUsedAt: string;
      /** Format: date-time */
      expiresAt: string;
      /** @description Whether this session sent the request. */
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
      /** @description Token for one sign-in within a week, which returns a lasting token. Shown once. */
      token: string;
    };
    NewOperatorToken: {
      /**
       * @description Lifetime of the token in days. A token for another operator is valid for one sign-in within a week instead.
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
      /** @description Shown to users on the consent page. */
      name: string;
      /** @description https address of a picture; empty for none. */
      logo: '' | string;
      /** @description Whether an exchange requires the secret. If not (direct mode), any holder of a ticket can use it, unless binding is required. */
      secretRequired: boolean;
      /** @description Direct mode: only tickets of bound launches are exchanged without the secret. */
      requireBinding: boolean;
      /** @description With the secret: only tickets of bound launches are exchanged. Apps without binding cannot log in. */
      requireBindingWithSecret: boolean;
      /** @description Lifetime of a ticket in seconds. The preset strict sets 60. */
      ticketTtlSeconds: number;
      /** @description Lifetime of a token in seconds. */
      tokenTtlSeconds: number;
      /** @description Lifetime of refresh tokens in seconds; 0 = none are issued or accepted. */
      refreshTtlSeconds: number;
      /**
       * @description ES256: verifiers use the authority's public key. HS256: Authing's format; a verifier can also forge tokens, and a token key is required.
       * @enum {string}
       */
      tokenFormat: 'ES256' | 'HS256';
      /**
       * @description bare: returns the user, with real HTTP statuses. envelope: the response format of Authing, always with status 200.
       * @enum {string}
       */
      responseStyle: 'bare' | 'envelope';
      /** @description Whether a login without a phone number is rejected. */
      requirePhone: boolean;
      /** @description Whether the mini program asks for a nickname and a picture; both are optional for the user. */
      askProfile: boolean;
      /** @description Whether a nickname is stored only if it passes WeChat's content check (msg_sec_check); otherwise the login succeeds without it. */
      checkNickname: boolean;
      /** @description Whether a phone number from WeChat finds an account that another WeChat user created. */
      linkByPhone: boolean;
      /** @description AppIDs of the apps that may launch the mini program for this pool; empty = none. */
      allowedAppIds: string[];
      /** @description Whether apps that are not listed may launch it too. If so, a foreign app can use the public id of this pool to ask your users to log in to it. */
      allowAnyApp: boolean;
      /** @description Origins of pages that may call the public endpoints from a browser; empty = none. */
      allowedOrigins: string[];
      /** @description Claims that every ES256 token of the pool has besides its own, such as `{"role":"user"}`, for verifiers that ask for them; 1024 bytes as JSON at most. */
      staticClaims: {
        [key: string]: unknown;
      };
      /** @description The pool's own mini program. Its AppSecret is stored encrypted and never shown. */
      miniProgram: {
        appId: string;
      } | null;
      /** @description Whether the pool has a key for HS256. */
      hasTokenKey: boolean;
      /** Format: date-time */
      createdAt: string;
      /** @description Version of the settings, new after each change. Sent as `If-Match`, it keeps a change from overwriting that of another operator. */
      version: string;
    };
    NewPool: {
      /** @description Shown to users on the consent page. */
      name: string;
      /** @description https address of a picture; empty for none. */
      logo?: '' | string;
      /** @description Whether an exchange requires the secret. If not (direct mode), any holder of a ticket can use it, unless binding is required. */
      secretRequired?: boolean;
      /** @description Direct mode: only tickets of bound launches are exchanged without the secret. */
      requireBinding?: boolean;
      /** @description With the secret: only tickets of bound launches are exchanged. Apps without binding cannot log in. */
      requireBindingWithSecret?: boolean;
      /** @description Lifetime of a ticket in seconds. The preset strict sets 60. */
      ticketTtlSeconds?: number;
      /** @description Lifetime of a token in seconds. */
      tokenTtlSeconds?: number;
      /** @description Lifetime of refresh tokens in seconds; 0 = none are issued or accepted. */
      refreshTtlSeconds?: number;
      /**
       * @description ES256: verifiers use the authority's public key. HS256: Authing's format; a verifier can also forge tokens, and a token key is required.
       * @enum {string}
       */
      tokenFormat?: 'ES256' | 'HS256';
      /**
       * @description bare: returns the user, with real HTTP statuses. envelope: the response format of Authing, always with status 200.
       * @enum {string}
       */
      responseStyle?: 'bare' | 'envelope';
      /** @description Whether a login without a phone number is rejected. */
      requirePhone?: boolean;
      /** @description Whether the mini program asks for a nickname and a picture; both are optional for the user. */
      askProfile?: boolean;
      /** @description Whether a nickname is stored only if it passes WeChat's content check (msg_sec_check); otherwise the login succeeds without it. */
      checkNickname?: boolean;
      /** @description Whether a phone number from WeChat finds an account that another WeChat user created. */
      linkByPhone?: boolean;
      /** @description AppIDs of the apps that may launch the mini program for this pool; empty = none. */
      allowedAppIds?: string[];
      /** @description Whether apps that are not listed may launch it too. If so, a foreign app can use the public id of this pool to ask your users to log in to it. */
      allowAnyApp?: boolean;
      /** @description Origins of pages that may call the public endpoints from a browser; empty = none. */
      allowedOrigins?: string[];
      /** @description Claims that every ES256 token of the pool has besides its own, such as `{"role":"user"}`, for verifiers that ask for them; 1024 bytes as JSON at most. */
      staticClaims?: {
        [key: string]: unknown;
      };
      /**
       * @description Initial values of the settings that are not given. strict: tickets valid for 60 seconds; secret and binding always required.
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
      /** @description Shown to users on the consent page. */
      name?: string;
      /** @description https address of a picture; empty for none. */
      logo?: '' | string;
      /** @description Whether an exchange requires the secret. If not (direct mode), any holder of a ticket can use it, unless binding is required. */
      secretRequired?: boolean;
      /** @description Direct mode: only tickets of bound launches are exchanged without the secret. */
      requireBinding?: boolean;
      /** @description With the secret: only tickets of bound launches are exchanged. Apps without binding cannot log in. */
      requireBindingWithSecret?: boolean;
      /** @description Lifetime of a ticket in seconds. The preset strict sets 60. */
      ticketTtlSeconds?: number;
      /** @description Lifetime of a token in seconds. */
      tokenTtlSeconds?: number;
      /** @description Lifetime of refresh tokens in seconds; 0 = none are issued or accepted. */
      refreshTtlSeconds?: number;
      /**
       * @description ES256: verifiers use the authority's public key. HS256: Authing's format; a verifier can also forge tokens, and a token key is required.
       * @enum {string}
       */
      tokenFormat?: 'ES256' | 'HS256';
      /**
       * @description bare: returns the user, with real HTTP statuses. envelope: the response format of Authing, always with status 200.
       * @enum {string}
       */
      responseStyle?: 'bare' | 'envelope';
      /** @description Whether a login without a phone number is rejected. */
      requirePhone?: boolean;
      /** @description Whether the mini program asks for a nickname and a picture; both are optional for the user. */
      askProfile?: boolean;
      /** @description Whether a nickname is stored only if it passes WeChat's content check (msg_sec_check); otherwise the login succeeds without it. */
      checkNickname?: boolean;
      /** @description Whether a phone number from WeChat finds an account that another WeChat user created. */
      linkByPhone?: boolean;
      /** @description AppIDs of the apps that may launch the mini program for this pool; empty = none. */
      allowedAppIds?: string[];
      /** @description Whether apps that are not listed may launch it too. If so, a foreign app can use the public id of this pool to ask your users to log in to it. */
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
      /** @description Complete phone number, with or without the country code, or its last four digits. */
      phone?: string;
      /** @description Complete UnionID, or OpenID of any mini program. */
      wechatUser?: string;
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
      /** @description Phone number; readers see it without the middle digits. */
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
      /** @description Phone number; readers see it without the middle digits. */
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
      /** @description Number of active sessions that were revoked. */
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
      /** @description Reason why a login was refused, or the names of what an operator changed. */
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
        /** @description Last error of WeChat about the AppID, the AppSecret or this server, within 24 hours, if no login succeeded since. */
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
       * @description Time when signing starts; until then the key is only published.
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
        /** @description The `version` of the pool, in quotes. If it is not the current version, the change is rejected with 412. */
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
        /** @description The `version` of the pool, in quotes. If it is not the current version, the change is rejected with 412. */
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
        /** @description The `version` of the pool, in quotes. If it is not the current version, the change is rejected with 412. */
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
        /** @description The `version` of the pool, in quotes. If it is not the current version, the change is rejected with 412. */
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
        /** @description Id of the pool. Without it: events of all pools and of no pool, except successful logins. */
        userPoolId?: string;
        type?: string;
        reason?: string;
        /** @description Id of the account; includes events of a WeChat user that moved to another account. */
        accountId?: string;
        /** @description Errcode of WeChat, or what was wrong with its response. */
        detail?: string;
        /** @description Request id: `x-request-id` of a response. */
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
        /** @description Id of the pool; without it all pools together. */
        userPoolId?: string;
        /** @description Start of the period; by default a day ago. */
        from?: string;
        /** @description End of the period; by default now, at most 31 days after `from`. */
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
