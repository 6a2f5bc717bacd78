/** Function that asks the operator for the token again. @returns whether the authority accepted it */
type AskForProof = () => Promise<boolean>;

let ask: AskForProof | undefined;

/** Sets the function that asks the operator; the page has one dialog for it. */
export function setProofDialog(next: AskForProof | undefined): void {
  ask = next;
}

/**
 * Sends a request; when the authority requires the operator's token again, asks for it and repeats the request.
 *
 * @returns the refusal when the operator presents none
 */
export async function sendWithProof(
  request: Request,
  send: (request: Request) => Promise<Response>,
): Promise<Response> {
  const again = request.clone();
  const response = await send(request);
  if (response.status !== 401 || !ask || !(await needsProof(response))) return response;
  return (await ask()) ? send(again) : response;
}

async function needsProof(response: Response): Promise<boolean> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  return (body as { error?: unknown } | undefined)?.error === 'reauthentication_required';
}
