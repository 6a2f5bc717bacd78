import type { AuditEvent } from '../api/client.js';
import type { ServerErrorCode, TextPair } from '@app2wxapp/core';
import type { Translate } from '../language/language.js';
import { ROLE_NAMES } from '../operators/role-names.js';
import { SETTING_NAMES } from '../settings/setting-names.js';

/** Names of the types of events; the compiler requires one for each. */
const TYPES: Readonly<Record<AuditEvent['type'], TextPair>> = {
  redeemed: { zh: '登录成功', en: 'Logged in' },
  repeated: { zh: '重复请求（返回同一响应）', en: 'Request repeated' },
  replayed: { zh: 'ticket 重放', en: 'Ticket replayed' },
  identity_moved: { zh: '微信用户改属其他账号', en: 'WeChat user moved to another account' },
  nickname_rejected: { zh: '昵称未通过检测', en: 'Nickname rejected' },
  refused: { zh: '被拒绝', en: 'Refused' },
  logged_out: { zh: '退出登录', en: 'Logged out' },
  refresh_reused: { zh: 'refresh token 重放', en: 'Refresh token reused' },
  operator_signed_in: { zh: '管理员登录', en: 'Operator signed in' },
  operator_refused: { zh: '管理员 token 错误', en: 'Wrong operator token' },
  operator_created: { zh: '新建管理员', en: 'Operator created' },
  operator_removed: { zh: '移除管理员', en: 'Operator removed' },
  operator_token_created: { zh: '新建管理员 token', en: 'Operator token created' },
  operator_token_revoked: { zh: '撤销管理员 token', en: 'Operator token revoked' },
  pool_created: { zh: '新建用户池', en: 'Pool created' },
  pool_changed: { zh: '修改设置', en: 'Settings changed' },
  pool_deleted: { zh: '删除用户池', en: 'Pool deleted' },
  secret_created: { zh: '新建密钥', en: 'Secret created' },
  secret_retired: { zh: '停用密钥', en: 'Secret retired' },
  token_key_created: { zh: '新建签名密钥', en: 'Token key created' },
  signing_key_rotated: { zh: '新建公共签名密钥', en: 'Signing key created' },
  mini_program_changed: { zh: '修改自有小程序', en: 'Mini program changed' },
  users_searched: { zh: '搜索用户', en: 'Users searched' },
  user_read: { zh: '查看用户', en: 'User viewed' },
  user_blocked: { zh: '禁用用户', en: 'User blocked' },
  user_unblocked: { zh: '解除禁用', en: 'User unblocked' },
  user_changed: { zh: '修改用户', en: 'User changed' },
  user_exported: { zh: '导出用户', en: 'User exported' },
  user_deleted: { zh: '删除用户', en: 'User deleted' },
  sessions_revoked: { zh: '撤销会话', en: 'Sessions revoked' },
};

/** Reasons of refused logins; the compiler requires one for each code. */
const REASONS: Readonly<Record<ServerErrorCode | `ticket_${'unknown' | 'expired' | 'binding'}`, TextPair>> = {
  invalid_request: { zh: '请求参数有误', en: 'Malformed request' },
  invalid_secret: { zh: '密钥错误', en: 'Wrong secret' },
  invalid_ticket: { zh: 'ticket 无效', en: 'Invalid ticket' },
  ticket_unknown: { zh: 'ticket 不存在', en: 'Unknown ticket' },
  ticket_expired: { zh: 'ticket 已过期', en: 'Expired ticket' },
  ticket_binding: { zh: '绑定校验失败', en: 'Binding does not match' },
  user_blocked: { zh: '用户已禁用', en: 'User is blocked' },
  app_not_allowed: { zh: 'App 不在白名单', en: 'App is not on the allow list' },
  phone_required: { zh: '未提供手机号', en: 'No phone number' },
  invalid_login_code: { zh: '登录凭证 code 失效', en: 'Login code expired or used' },
  invalid_phone_code: { zh: '手机号凭证 code 失效', en: 'Phone code expired or used' },
  phone_unavailable: { zh: '微信未提供手机号', en: 'WeChat gave no phone number' },
  risky_user: { zh: '微信判定为高风险用户', en: 'High-risk user, according to WeChat' },
  login_denied: { zh: '用户拒绝授权', en: 'Denied by the user' },
  login_pending: { zh: '登录未完成', en: 'Login not finished' },
  login_expired: { zh: '登录已过期', en: 'Login expired' },
  rate_limited: { zh: '请求过于频繁', en: 'Too many requests' },
  wechat_unavailable: { zh: '微信不可用', en: 'WeChat is unavailable' },
  user_pool_not_found: { zh: '用户池不存在', en: 'No such pool' },
  unavailable: { zh: '服务暂不可用', en: 'Service unavailable' },
  internal: { zh: '服务器错误', en: 'Server error' },
};

/** Types of events, in the order that a filter offers them. */
export const EVENT_TYPES = Object.keys(TYPES) as AuditEvent['type'][];
/** Reasons of refusals, likewise. */
export const REFUSAL_REASONS = Object.keys(REASONS);

/**
 * Names a type. Rows of an older or newer authority may have a type that this page does not know: it shows the type
 * itself.
 */
export function nameType(type: AuditEvent['type'], t: Translate): string {
  return Object.hasOwn(TYPES, type) ? t(TYPES[type]) : type;
}

/** Names the reason of a refusal. */
export function nameReason(reason: string, t: Translate): string {
  return Object.hasOwn(REASONS, reason) ? t(REASONS[reason as keyof typeof REASONS]) : reason;
}

/** Subjects of operators' actions by type: the authority records names, several separated by blanks. */
const SUBJECTS: Readonly<Partial<Record<AuditEvent['type'], Readonly<Record<string, TextPair>>>>> = {
  pool_created: SETTING_NAMES,
  pool_changed: SETTING_NAMES,
  mini_program_changed: { set: { zh: '保存', en: 'Saved' }, removed: { zh: '移除', en: 'Removed' } },
  operator_created: ROLE_NAMES,
  users_searched: {
    phone: { zh: '按手机号', en: 'By phone' },
    wechatUser: { zh: '按 OpenID 或 UnionID', en: 'By OpenID or UnionID' },
    name: { zh: '按昵称', en: 'By nickname' },
  },
  user_read: { sessions: { zh: '会话', en: 'Sessions' } },
};

/**
 * Describes why a login was refused, or the subject of an operator's action; ids, and names of another version, stay
 * unchanged.
 */
export function describeReason(type: AuditEvent['type'], reason: string, t: Translate): string {
  const subjects = SUBJECTS[type];
  if (!subjects) return nameReason(reason, t);
  const names = reason.split(' ').map((name) => {
    const text = Object.hasOwn(subjects, name) ? subjects[name] : undefined;
    return text ? t(text) : name;
  });
  return names.join(t({ zh: '、', en: ', ' }));
}

/** Whether an operator should investigate. */
export function isAlarming(type: string): boolean {
  return ['replayed', 'refresh_reused'].includes(type);
}

/** Whether the pool's backend may have caused it, where no operator did. */
export function isOfBackend(type: string): boolean {
  return ['user_changed', 'user_exported', 'user_deleted', 'sessions_revoked'].includes(type);
}

/** Returns the colour of an event in the charts. */
export function colourOf(type: string): string | undefined {
  if (type === 'redeemed') return 'var(--redeemed)';
  return type === 'refused' ? 'var(--refused)' : undefined;
}
