import type { ServerErrorCode } from '@app2wxapp/core';
import type { Text } from '../language/language.js';

type Pair = readonly [zh: string, en: string];

/** What an event of this type is called. */
const TYPES: Readonly<Record<string, Pair>> = {
  redeemed: ['登录成功', 'Logged in'],
  repeated: ['重复请求（返回同一响应）', 'Request repeated'],
  replayed: ['ticket 重放', 'Ticket replayed'],
  identity_moved: ['微信用户改属其他账号', 'WeChat user moved'],
  nickname_rejected: ['昵称未通过检测', 'Nickname rejected'],
  denied: ['用户拒绝授权', 'Declined by user'],
  refused: ['被拒绝', 'Refused'],
  logged_out: ['退出登录', 'Logged out'],
  refresh_reused: ['refresh token 重放', 'Refresh token reused'],
  operator_signed_in: ['管理员登录', 'Operator signed in'],
  operator_refused: ['管理员 token 错误', 'Wrong operator token'],
  operator_created: ['新建管理员', 'Operator created'],
  operator_removed: ['移除管理员', 'Operator removed'],
  operator_token_created: ['新建管理员 token', 'Operator token created'],
  operator_token_revoked: ['撤销管理员 token', 'Operator token revoked'],
  pool_created: ['新建用户池', 'Pool created'],
  pool_changed: ['修改设置', 'Settings changed'],
  pool_deleted: ['删除用户池', 'Pool deleted'],
  secret_created: ['新建密钥', 'Secret created'],
  secret_retired: ['停用密钥', 'Secret retired'],
  token_key_created: ['新建签名密钥', 'Token key created'],
  mini_program_changed: ['修改自有小程序', 'Mini program changed'],
  users_searched: ['搜索用户', 'Users searched'],
  user_read: ['查看用户', 'User viewed'],
  user_blocked: ['禁用用户', 'User blocked'],
  user_unblocked: ['解除禁用', 'User unblocked'],
  user_changed: ['修改用户', 'User changed'],
  user_exported: ['导出用户', 'User exported'],
  user_deleted: ['删除用户', 'User deleted'],
  sessions_revoked: ['撤销会话', 'Sessions revoked'],
};

/** Why a login was refused; the compiler asks for a text of each code. */
const REASONS: Readonly<Record<ServerErrorCode | `ticket_${'unknown' | 'expired' | 'binding'}`, Pair>> = {
  invalid_request: ['请求参数有误', 'Malformed request'],
  invalid_secret: ['密钥错误', 'Wrong secret'],
  invalid_ticket: ['ticket 无效', 'Invalid ticket'],
  ticket_unknown: ['ticket 不存在', 'Unknown ticket'],
  ticket_expired: ['ticket 已过期', 'Expired ticket'],
  ticket_binding: ['绑定校验失败', 'Binding does not match'],
  user_blocked: ['用户已禁用', 'User is blocked'],
  app_not_allowed: ['App 不在白名单', 'App is not allowed'],
  phone_required: ['未提供手机号', 'No phone number'],
  invalid_login_code: ['登录凭证 code 失效', 'Login code expired or used'],
  invalid_phone_code: ['手机号凭证 code 失效', 'Phone code expired or used'],
  phone_unavailable: ['微信未提供手机号', 'No number from WeChat'],
  risky_user: ['微信判定为高风险用户', 'Risky user, according to WeChat'],
  login_denied: ['用户拒绝授权', 'Declined by user'],
  login_pending: ['登录未完成', 'Not finished'],
  login_expired: ['登录已过期', 'Login expired'],
  rate_limited: ['请求过于频繁', 'Too many requests'],
  wechat_unavailable: ['微信不可用', 'WeChat is unavailable'],
  user_pool_not_found: ['用户池不存在', 'No such pool'],
  unavailable: ['服务暂不可用', 'Service unavailable'],
  internal: ['服务器错误', 'Server error'],
};

/** Types of events, in the order that a filter offers them. */
export const EVENT_TYPES = Object.keys(TYPES);
/** Reasons of refusals, likewise. */
export const REFUSAL_REASONS = Object.keys(REASONS);

export function nameType(type: string, t: Text): string {
  const pair = TYPES[type];
  return pair ? t(...pair) : type;
}

export function nameReason(reason: string, t: Text): string {
  return Object.hasOwn(REASONS, reason) ? t(...REASONS[reason as keyof typeof REASONS]) : reason;
}

/** Whether an operator should have a look. */
export function isAlarming(type: string): boolean {
  return ['replayed', 'refresh_reused'].includes(type);
}

/** Whether the pool's backend may have done it, where no operator did. */
export function isOfBackend(type: string): boolean {
  return ['user_changed', 'user_exported', 'user_deleted', 'sessions_revoked'].includes(type);
}

/** In which colour of the charts an event is written. */
export function colourOf(type: string): string | undefined {
  if (type === 'redeemed') return 'var(--redeemed)';
  return type === 'refused' ? 'var(--refused)' : undefined;
}
