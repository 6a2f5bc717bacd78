import { succeed } from './endings.js';
import { SLOW_AFTER_MS, type Moment, type Situation, type Step } from './situation.js';

/** The user chose another picture, or none: an empty one. */
export function chooseAvatar(situation: Situation, avatar: string): Step {
  const { state } = situation;
  if (state.kind !== 'asking' || state.avatar === undefined || state.avatar === avatar) return { situation };
  return { situation: { ...situation, avatar, state: { ...state, avatar } } };
}

/** Sends the chosen picture before the user goes back, so that the app finds it on the account. */
export function saveAvatar(
  situation: Situation,
  issued: { readonly appParameter: string; readonly avatarTicket: string },
  { now }: Moment,
): Step {
  const { pool, avatar } = situation;
  if (pool === undefined) return { situation };
  const { appParameter, avatarTicket } = issued;
  const call = { type: 'save_avatar', avatar, avatarTicket } as const;
  const saving: Situation = {
    ...situation,
    state: { kind: 'saving', pool, slow: false },
    calling: call.type,
    wakeAt: now + SLOW_AFTER_MS,
    appParameter,
  };
  return { situation: saving, call };
}

/** The picture is saved or lost: the login goes on either way, and the picture is not sent again. */
export function finishAvatar(situation: Situation, saved: boolean, moment: Moment): Step {
  const { calling, appParameter } = situation;
  if (calling !== 'save_avatar') return { situation };
  const idle: Situation = {
    ...situation,
    calling: undefined,
    avatar: '',
    avatarLost: !saved,
    appParameter: '',
  };
  return succeed(idle, appParameter, moment);
}
