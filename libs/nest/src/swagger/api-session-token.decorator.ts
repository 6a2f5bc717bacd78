import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse } from '@nestjs/swagger';
import { problemResponse } from './problem-schema.js';

/**
 * Describes a route or controller behind `TokenAuthGuard`: the Bearer token, and the guard's refusal.
 *
 * @param name the security scheme's name, as `DocumentBuilder.addBearerAuth()` has it
 */
export function ApiSessionToken(name = 'bearer'): MethodDecorator & ClassDecorator {
  return applyDecorators(
    ApiBearerAuth(name),
    ApiResponse(problemResponse(401, 'There is no session token, or none that is good.', 'WWW-Authenticate')),
  );
}
