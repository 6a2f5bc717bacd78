// Written from the authority's OpenAPI document by `nx types console`.
// SHA-256 of the document: 8ca701b703bad5a675fba0d8eee1998a2cd8745e158e6ef84be8637a77c6e518

/** What the authority accepts in the fields of each request body; of a list, in each of its items. */
export const REQUEST_LIMITS = {
  SignIn: { token: { minLength: 1, maxLength: 512 } },
  NewOperator: { name: { minLength: 1, maxLength: 64 }, role: {} },
  NewPool: {
    name: { minLength: 1, maxLength: 64 },
    logo: { maxLength: 1024 },
    secretRequired: {},
    requireBinding: {},
    ticketTtlSeconds: { minimum: 10, maximum: 600 },
    tokenTtlSeconds: { minimum: 60, maximum: 34560000 },
    refreshTtlSeconds: { minimum: 0, maximum: 34560000 },
    tokenFormat: {},
    responseStyle: {},
    requirePhone: {},
    askProfile: {},
    linkByPhone: {},
    allowedAppIds: { maxItems: 100, pattern: /^[A-Za-z0-9_-]{1,64}$/ },
    allowedOrigins: {
      maxItems: 100,
      maxLength: 256,
      pattern: /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/,
    },
    preset: {},
  },
  PoolChanges: {
    name: { minLength: 1, maxLength: 64 },
    logo: { maxLength: 1024 },
    secretRequired: {},
    requireBinding: {},
    ticketTtlSeconds: { minimum: 10, maximum: 600 },
    tokenTtlSeconds: { minimum: 60, maximum: 34560000 },
    refreshTtlSeconds: { minimum: 0, maximum: 34560000 },
    tokenFormat: {},
    responseStyle: {},
    requirePhone: {},
    askProfile: {},
    linkByPhone: {},
    allowedAppIds: { maxItems: 100, pattern: /^[A-Za-z0-9_-]{1,64}$/ },
    allowedOrigins: {
      maxItems: 100,
      maxLength: 256,
      pattern: /^[a-z][a-z0-9+.-]*:\/\/[a-z0-9.-]+(:\d{1,5})?$|^https?:\/\/\[[0-9a-f:]+\](:\d{1,5})?$/,
    },
  },
  MiniProgramCredentials: {
    appId: { pattern: /^[A-Za-z0-9_-]{1,64}$/ },
    appSecret: { minLength: 1, maxLength: 256 },
  },
  UserSearch: {
    phone: {},
    unionid: { minLength: 1, maxLength: 128 },
    name: { minLength: 1, maxLength: 64 },
    cursor: { maxLength: 512, pattern: /^[A-Za-z0-9_-]+$/ },
    limit: { minimum: 1, maximum: 200 },
  },
  PoolUserChanges: { blocked: {} },
} as const;
