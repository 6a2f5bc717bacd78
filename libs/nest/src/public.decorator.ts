import { SetMetadata } from '@nestjs/common';

/** The metadata key that {@link Public} sets. */
export const PUBLIC_ROUTE = 'app2wxapp:public';

/** Opens a route, or a controller's routes, to requests without a token where `TokenAuthGuard` guards everything. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(PUBLIC_ROUTE, true);
}
