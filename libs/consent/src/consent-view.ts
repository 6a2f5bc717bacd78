import type { Language } from '@app2wxapp/core';
import type { ConsentState, WayBack } from './consent-state.js';
import { consentTexts, type ConsentTexts } from './consent-texts.js';

/** Action of a button: the method of the flow behind it, or WeChat's own open-type. */
export type ConsentActionType =
  /** `flow.agree()` */
  | 'agree'
  /** A button with `open-type="getPhoneNumber"`; its event goes to `flow.agreeWithPhone()`. */
  | 'agree_with_phone'
  /** `flow.refuse()` */
  | 'refuse'
  /** `flow.retry()` */
  | 'retry'
  /** A button with `open-type="launchApp"` and the action's `appParameter`. */
  | 'launch_app';

/** Button of the page. */
export interface ConsentAction {
  /** Action of the button. */
  readonly type: ConsentActionType;
  /** Label of the button. */
  readonly label: string;
  /** Whether the button is the emphasised one; at most one is. */
  readonly primary: boolean;
  /** Value for `app-parameter`, for `launch_app` only. */
  readonly appParameter: string;
}

/** Content of a skin, in the order of the fields; empty strings and lists are left out. */
export interface ConsentView {
  /** Kind of the state. */
  readonly kind: ConsentState['kind'];
  /** Kind of the picture at the top: a spinner, a tick, a mark, or the pool's logo. */
  readonly tone: 'plain' | 'busy' | 'success' | 'problem';
  /** URL of the pool's logo. */
  readonly logo: string;
  /** Name of the pool, for a picture's description. */
  readonly poolName: string;
  /** Heading of the page. */
  readonly title: string;
  /** Text below the heading. */
  readonly text: string;
  /** Data that will be shared, one line each. */
  readonly shares: readonly string[];
  /** Label of the row for a picture, where the page asks for one. */
  readonly avatarLabel: string;
  /** Hint in that row while there is no picture. */
  readonly avatarHint: string;
  /** The picture that the user chose. */
  readonly avatar: string;
  /** Description of the row's action (a `chooseAvatar` button), for screen readers. */
  readonly avatarAction: string;
  /** Label of the button that removes the picture. */
  readonly avatarRemove: string;
  /** Description of that button, for screen readers. */
  readonly avatarRemoveAction: string;
  /** Label of the field for a nickname, where the pool asks for one. */
  readonly nicknameLabel: string;
  /** Placeholder of that field. */
  readonly nicknameHint: string;
  /** Notice for the user; screen readers announce its changes. */
  readonly notice: string;
  /** Label of the link to the mini program's privacy guidelines. */
  readonly privacy: string;
  /** Buttons of the page, in their order. */
  readonly actions: readonly ConsentAction[];
}

/** Describes a state in texts and buttons; colours and shapes are the skin's. */
export function describeConsent(state: ConsentState, language: Language): ConsentView {
  const texts = consentTexts[language];
  const pool = 'pool' in state ? state.pool : undefined;
  const name = pool?.name ?? '';
  const parts = describe(state, texts);
  return {
    kind: state.kind,
    tone: parts.tone ?? 'plain',
    logo: pool?.logo ?? '',
    poolName: name,
    title: fill(parts.title, name),
    text: fill(parts.text, name),
    shares: parts.shares ?? [],
    ...(parts.avatar ?? NO_AVATAR),
    nicknameLabel: parts.nickname?.label ?? '',
    nicknameHint: parts.nickname?.hint ?? '',
    notice: fill(parts.notice ?? '', name),
    privacy: parts.privacy ?? '',
    actions: parts.actions ?? [],
  };
}

type AvatarParts = Pick<ConsentView, Extract<keyof ConsentView, `avatar${string}`>>;

const NO_AVATAR: AvatarParts = {
  avatarLabel: '',
  avatarHint: '',
  avatar: '',
  avatarAction: '',
  avatarRemove: '',
  avatarRemoveAction: '',
};

type Parts = Pick<ConsentView, 'title' | 'text'> &
  Partial<Pick<ConsentView, 'tone' | 'shares' | 'notice' | 'privacy' | 'actions'>> & {
    readonly nickname?: ConsentTexts['nickname'];
    readonly avatar?: AvatarParts;
  };

function describe(state: ConsentState, texts: ConsentTexts): Parts {
  switch (state.kind) {
    case 'idle':
      return { title: '', text: '' };
    case 'explaining':
    case 'wrong_scene':
      return texts[state.kind];
    case 'opening':
    case 'working':
    case 'saving':
      return { ...texts[state.kind], tone: 'busy', notice: state.slow ? texts.slow : '' };
    case 'asking':
      return describeAsking(state, texts);
    case 'succeeded':
      return describeSucceeded(state, texts);
    case 'denied':
      return { ...texts.denied, ...describeWayBack(state, texts) };
    case 'failed':
      return describeFailed(state, texts);
  }
}

function describeAsking(state: Extract<ConsentState, { kind: 'asking' }>, texts: ConsentTexts): Parts {
  const { shares, actions } = texts;
  const refuse = act('refuse', actions.refuse);
  const common = {
    ...texts.asking,
    notice: state.offline ? texts.offline : state.notice ? texts.notices[state.notice] : '',
    privacy: texts.privacy,
    ...(state.avatar !== undefined && { avatar: describeAvatar(state.avatar, texts) }),
    ...(state.pool.askProfile && { nickname: texts.nickname }),
  };
  const withPhone = act('agree_with_phone', actions.agreeWithPhone, true);
  switch (state.phone) {
    case 'unwanted':
      return { ...common, shares: [shares.identity], actions: [act('agree', actions.agree, true), refuse] };
    case 'offered': {
      const without = act('agree', actions.agreeWithoutPhone);
      return {
        ...common,
        shares: [shares.identity, shares.phoneOffered],
        actions: [withPhone, without, refuse],
      };
    }
    case 'required':
      return { ...common, shares: [shares.identity, shares.phoneRequired], actions: [withPhone, refuse] };
  }
}

function describeAvatar(avatar: string, { avatar: texts }: ConsentTexts): AvatarParts {
  const { label: avatarLabel, hint: avatarHint } = texts;
  if (avatar === '') return { ...NO_AVATAR, avatarLabel, avatarHint, avatarAction: texts.choose };
  return {
    avatarLabel,
    avatarHint: '',
    avatar,
    avatarAction: texts.change,
    avatarRemove: texts.remove,
    avatarRemoveAction: texts.removeIt,
  };
}

function describeSucceeded(state: Extract<ConsentState, { kind: 'succeeded' }>, texts: ConsentTexts): Parts {
  const back = describeWayBack(state, texts);
  const lost = state.avatarLost ? texts.avatar.lost : '';
  return { ...texts.succeeded, tone: 'success', ...back, notice: back.notice || lost };
}

function describeFailed(state: Extract<ConsentState, { kind: 'failed' }>, texts: ConsentTexts): Parts {
  const back = describeWayBack(state, texts, !state.canRetry);
  const actions = state.canRetry ? [act('retry', texts.actions.retry, true), ...back.actions] : back.actions;
  return { ...texts.problems[state.problem], tone: 'problem', notice: back.notice, actions };
}

function describeWayBack({ appParameter, launchProblem }: WayBack, texts: ConsentTexts, primary = true) {
  const back = { ...act('launch_app', texts.actions.launchApp, primary), appParameter };
  return { notice: launchProblem ? texts.launchProblems[launchProblem] : '', actions: [back] };
}

function act(type: ConsentActionType, label: string, primary = false): ConsentAction {
  return { type, label, primary, appParameter: '' };
}

function fill(text: string, poolName: string): string {
  return text.split('{pool}').join(poolName);
}
