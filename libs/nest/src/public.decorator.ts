import { SetMetadata } from '@nestjs/common';

const PUBLIC_ROUTE = 'app2wxapp:public';

/**
 * Opens a route, or a controller's routes, to requests without a token where `TokenAuthGuard` guards the whole app.
 *
 * On a class it is not inherited: routes of a subclass require a token, unless the subclass is marked too.
 */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(PUBLIC_ROUTE, true);
}

/** Whether a handler of a controller has the mark of {@link Public}. */
export function isPublic(handler: object, controller: object): boolean {
  return [handler, controller].some((target) => Reflect.getOwnMetadata(PUBLIC_ROUTE, target) === true);
}
