import type { ServerErrorCode } from '@app2wxapp/core';
import type { NicknameRejection } from './check-nickname.js';

/** Reason of a refused ticket. The caller receives `invalid_ticket` for all of these. */
export type TicketReason = 'ticket_unknown' | 'ticket_expired' | 'ticket_binding';

/** An event of a login. It holds no secret, ticket, code, token or phone number. */
export type AuthorityEvent = {
  /** Id of the user pool. */
  readonly userPoolId: string;
  /** IP address of the caller. */
  readonly ip: string;
  /** Id of the account, once it is known. */
  readonly accountId?: string;
} &
  /** The mini program was opened for this pool and loaded its settings. */
  (
    | { readonly type: 'opened' }
    | { readonly type: 'issued' }
    | { readonly type: 'redeemed'; readonly sessionId: string }
    /** The request was repeated with its `Idempotency-Key`, and received the first response again. */
    | { readonly type: 'repeated'; readonly sessionId: string }
    /** A consumed ticket was presented again, without the key; the session that it opened is revoked. */
    | { readonly type: 'replayed'; readonly sessionId: string | null }
    /** A refresh token was presented a second time; its session is revoked. */
    | { readonly type: 'refresh_reused'; readonly sessionId: string }
    /** The WeChat user moved to `accountId`, because WeChat returned its unionid, from the account `movedFrom`. */
    | { readonly type: 'identity_moved'; readonly accountId: string; readonly movedFrom: string }
    /** The account keeps its former nickname: WeChat rejected the new one, or did not respond. */
    | {
        readonly type: 'nickname_rejected';
        readonly accountId: string;
        readonly rejection: NicknameRejection;
      }
    /** The pool's backend changed, exported or deleted the user, or revoked sessions. */
    | {
        readonly type: 'user_changed' | 'user_exported' | 'user_deleted' | 'sessions_revoked';
        readonly by: 'backend';
        readonly accountId: string;
      }
    | { readonly type: 'denied' }
    | { readonly type: 'logged_out' }
    | {
        readonly type: 'refused';
        readonly step: 'issue' | 'exchange' | 'claim';
        readonly reason: ServerErrorCode | TicketReason;
        /** `WechatFailure.detail`, when WeChat was the cause. */
        readonly wechat?: string;
      }
  );

/** Records events. It must not throw and need not wait: a login never fails because of an event. */
export interface Audit {
  /** Records an event. */
  record(event: AuthorityEvent): void;
}
