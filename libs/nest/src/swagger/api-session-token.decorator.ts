import { applyDecorators, RequestMethod } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { problemResponse, refusalsOfAuthority } from './problem-schema.js';

/** Key under which Nest's OpenAPI package stores the described responses of a handler. */
const RESPONSES = 'swagger/apiResponse';
const HTTP_CODE = '__httpCode__';
const METHOD = 'method';

/**
 * Describes a route or controller behind `TokenAuthGuard`: the Bearer token, and every refusal of the guard. The
 * success response stays as the route describes it.
 *
 * @param name the name of the security scheme in `DocumentBuilder.addBearerAuth()`
 */
export function ApiSessionToken(name = 'bearer'): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiBearerAuth(name),
    ApiResponse(problemResponse(401, 'The session token is missing or invalid.', 'WWW-Authenticate')),
    ...refusalsOfAuthority(),
    keepSuccess,
  );
}

/**
 * Keeps Nest's description of the success, which it writes only where no response is described. It runs when all
 * decorators of the handler have run, in any order: after this turn, and before any document is created.
 */
function keepSuccess(_target: object, _key?: string | symbol, descriptor?: PropertyDescriptor): void {
  if (!descriptor) return;
  const handler = descriptor.value as object;
  queueMicrotask(() => {
    const responses = Reflect.getMetadata(RESPONSES, handler) as Readonly<Record<string, unknown>>;
    if (Object.keys(responses).some((status) => !/^[45]/.test(status))) return;
    const code = Reflect.getMetadata(HTTP_CODE, handler) as number | undefined;
    const created = Reflect.getMetadata(METHOD, handler) === RequestMethod.POST ? 201 : 200;
    Reflect.defineMetadata(RESPONSES, { ...responses, [code ?? created]: { description: '' } }, handler);
  });
}
