import { isApp2WxappError, type ServerErrorCode } from '@app2wxapp/core';
import type { Audit } from './audit.port.js';
import { findWechatDetail } from './wechat-failure.js';

/**
 * Runs a step, and records the reason when it refuses by throwing.
 *
 * @throws the error of the step, unchanged
 */
export async function auditRefusal<T>(
  audit: Audit,
  where: {
    readonly userPoolId: string;
    readonly ip: string;
    readonly step: 'issue' | 'exchange' | 'claim';
  },
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    // A rejected ticket is recorded elsewhere, with its specific reason.
    if (isApp2WxappError(error) && error.code !== 'invalid_ticket') {
      const wechat = findWechatDetail(error);
      const reason = error.code as ServerErrorCode;
      audit.record({ type: 'refused', reason, ...where, ...(wechat !== undefined && { wechat }) });
    }
    throw error;
  }
}
