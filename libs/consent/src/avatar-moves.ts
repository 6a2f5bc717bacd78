import { succeed } from './endings.js';
import { SLOW_AFTER_MS, type Moment, type ConsentContext, type Step } from './consent-context.js';

/** Records the picture that the user chose; an empty path removes it. */
export function chooseAvatar(context: ConsentContext, avatar: string): Step {
  const { state } = context;
  if (state.kind !== 'asking' || state.avatar === undefined || state.avatar === avatar) return { context };
  return { context: { ...context, avatar, state: { ...state, avatar } } };
}

/** Sends the chosen picture before the user returns to the app, so that the app finds it on the account. */
export function saveAvatar(
  context: ConsentContext,
  issued: { readonly appParameter: string; readonly avatarTicket: string },
  { now }: Moment,
): Step {
  const { pool, avatar } = context;
  if (pool === undefined) return { context };
  const { appParameter, avatarTicket } = issued;
  const call = { type: 'save_avatar', avatar, avatarTicket } as const;
  const saving: ConsentContext = {
    ...context,
    state: { kind: 'saving', pool, slow: false },
    calling: call.type,
    wakeAt: now + SLOW_AFTER_MS,
    appParameter,
  };
  return { context: saving, call };
}

/** Continues the login once the picture is saved or lost; it is not sent again. */
export function finishAvatar(context: ConsentContext, saved: boolean, moment: Moment): Step {
  const { calling, appParameter } = context;
  if (calling !== 'save_avatar') return { context };
  const idle: ConsentContext = {
    ...context,
    calling: undefined,
    avatar: '',
    avatarLost: !saved,
    appParameter: '',
  };
  return succeed(idle, appParameter, moment);
}
