/**
 * Signs the first operator of an authority in.
 *
 * @param firstToken of the first start or of the command `operator-token`: it is for this one sign-in
 * @returns the operator's lasting token
 * @throws {Error} when the authority refuses, or does not answer within ten seconds
 */
export async function signInFirst(authority: string, firstToken: string | undefined): Promise<string> {
  const response = await fetch(`${authority}/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token: firstToken }),
    signal: AbortSignal.timeout(10_000),
  });
  const { token, error } = (await response.json()) as { readonly token?: string; readonly error?: string };
  if (token === undefined) throw new Error(`No operator is signed in: ${response.status} ${error}`);
  return token;
}
