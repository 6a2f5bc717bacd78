/** Returns the purpose under which the AppSecret of a pool's mini program is encrypted. */
export function nameAppSecret(userPoolId: string): string {
  return `app-secret:${userPoolId}`;
}

/** Returns the purpose under which the HS256 key of a pool is encrypted. */
export function nameTokenKey(userPoolId: string): string {
  return `token-key:${userPoolId}`;
}
