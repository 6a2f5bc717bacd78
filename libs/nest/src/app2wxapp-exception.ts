import { toProblem, type AuthScheme, type ProblemDetails } from '@app2wxapp/client';
import { type App2WxappError, type ErrorCode } from '@app2wxapp/core';
import { HttpException } from '@nestjs/common';

export { type AuthScheme, type ProblemDetails } from '@app2wxapp/client';

/** Options of an {@link App2WxappException}. */
export interface RefusalOptions {
  readonly scheme: AuthScheme;
  /** Whether the request carried credentials at all; without, the challenge names no error (RFC 6750 §3.1). */
  readonly hadCredentials: boolean;
  /** The request's `Accept-Language`. */
  readonly acceptLanguage: string | undefined;
}

/** A refused request: an `HttpException` with the failure's status, its reason as problem details, and its headers. */
export class App2WxappException extends HttpException {
  /** `www-authenticate` or `retry-after` where they belong; the guards send them. */
  readonly headers: Readonly<Record<string, string>>;
  /** Branch on this. */
  readonly code: ErrorCode;
  /** The problem details again, where GraphQL looks for what goes into `errors[].extensions`. */
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
