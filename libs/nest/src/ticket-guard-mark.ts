import { SetMetadata } from '@nestjs/common';

const TICKET_GUARD = 'app2wxapp:ticket-guard';

/** Marks a class of guards that take tickets, for the check of the app's wiring. */
export function TakesTickets(): ClassDecorator {
  return SetMetadata(TICKET_GUARD, true);
}

/** Whether a guard, given as a class or an instance, takes tickets; subclasses do as well. */
export function takesTickets(guard: object): boolean {
  const type = typeof guard === 'function' ? guard : guard.constructor;
  return Reflect.getMetadata(TICKET_GUARD, type) === true;
}
