import { toProblem, type AuthScheme, type ProblemDetails } from '@app2wxapp/client';
import { type App2WxappError, type ErrorCode } from '@app2wxapp/core';
import { HttpException } from '@nestjs/common';

export { type AuthScheme, type ProblemDetails } from '@app2wxapp/client';

/** Options of an {@link App2WxappException}. */
export interface RefusalOptions {
  /** Scheme of the challenge in `WWW-Authenticate`. */
  readonly scheme: AuthScheme;
  /** Whether the request had credentials; without them, the challenge names no error (RFC 6750 §3.1). */
  readonly hadCredentials: boolean;
  /** `Accept-Language` of the request, for the language of the message. */
  readonly acceptLanguage: string | undefined;
}

/** Exception for a refused request: an `HttpException` with the failure's status, problem details and headers. */
export class App2WxappException extends HttpException {
  /** Headers: `www-authenticate` or `retry-after` where they apply; the guards send them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Code of the failure: branch on this. */
  readonly code: ErrorCode;
  /** Problem details, in the property that GraphQL copies to `errors[].extensions`. */
  readonly extensions: ProblemDetails;

  constructor(error: App2WxappError, options: RefusalOptions) {
    const { status, headers, body } = toProblem(error, options);
    super(body, status, { cause: error });
    this.code = error.code;
    this.extensions = body;
    const { 'content-type': _, ...others } = headers;
    this.headers = others;
  }
}
