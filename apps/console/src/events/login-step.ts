import type { AuditEvent } from '../api/client.js';

/**
 * Finds the step that a login had reached: 0 launch, 1 WeChat, 2 ticket, 3 exchange. `undefined` for other events.
 */
export function findStep({ type, reason }: Pick<AuditEvent, 'type' | 'reason'>): number | undefined {
  if (type === 'redeemed' || type === 'repeated') return 4;
  if (type === 'replayed') return 3;
  if (type !== 'refused') return undefined;
  return reason?.startsWith('ticket_') || reason === 'invalid_ticket' ? 3 : 1;
}
