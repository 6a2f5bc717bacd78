/** Purpose that the AppSecret of a pool's mini program is sealed for. */
export function nameAppSecret(userPoolId: string): string {
  return `app-secret:${userPoolId}`;
}

/** Purpose that the HS256 key of a pool is sealed for. */
export function nameTokenKey(userPoolId: string): string {
  return `token-key:${userPoolId}`;
}
