import { isApp2WxappError, type ServerErrorCode } from '@app2wxapp/core';
import type { Audit } from './audit.port.js';
import { findWechatDetail } from './wechat-failure.js';

/** Runs a step, and records the reason when it refuses by throwing. */
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
    // A ticket's own refusal is recorded where its true reason is known.
    if (isApp2WxappError(error) && error.code !== 'invalid_ticket') {
      const wechat = findWechatDetail(error);
      const reason = error.code as ServerErrorCode;
      audit.record({ type: 'refused', reason, ...where, ...(wechat !== undefined && { wechat }) });
    }
    throw error;
  }
}
