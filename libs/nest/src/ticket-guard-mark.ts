import { SetMetadata } from '@nestjs/common';

const TICKET_GUARD = 'app2wxapp:ticket-guard';

/** Marks a class of guards that exchange tickets, for the wiring check of the app. */
export function TakesTickets(): ClassDecorator {
  return SetMetadata(TICKET_GUARD, true);
}

/** Whether a guard, passed as a class or an instance, exchanges tickets; subclasses do as well. */
export function takesTickets(guard: object): boolean {
  const type = typeof guard === 'function' ? guard : guard.constructor;
  return Reflect.getMetadata(TICKET_GUARD, type) === true;
}
