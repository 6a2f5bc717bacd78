import {
  createConsentFlow,
  describeConsent,
  pickConsentLanguage,
  type AvatarDetail,
  type ConsentActionType,
  type ConsentFlow,
  type ConsentView,
  type PhoneDetail,
} from '@app2wxapp/consent';
import type { Language } from '@app2wxapp/core';
import brand from '../../brand.json' with { type: 'json' };
import settings from '../../settings.json' with { type: 'json' };
import { isAtLeast, readBaseInfo } from '../base-library.js';
import { readEnterOptions } from '../enter-options.js';
import { NicknameReview } from '../nickname-review.js';
import { watchUpdates, type Updates } from '../take-updates.js';
import { createWechatPort } from '../wechat-port.js';

interface PageData {
  readonly view: ConsentView;
  readonly brandName: string;
  readonly brandLogo: string;
  /** Text of the nickname field when the page asks again. */
  readonly nickname: string;
}

type PageMethods = {
  onLoad(query: Record<string, string | undefined>): void;
  onShow(): void;
  onHide(): void;
  onUnload(): void;
  onAction(event: {
    readonly currentTarget: { readonly dataset: { readonly type: ConsentActionType } };
  }): void;
  onAvatar(event: { readonly detail: AvatarDetail }): void;
  onAvatarRemove(): void;
  onNicknameFocus(): void;
  onNickname(event: { readonly detail: { readonly value: string } }): void;
  onNicknameBlur(event: { readonly detail: { readonly value: string } }): void;
  onNicknameReview(event: { readonly detail: { readonly pass: boolean } }): void;
  onPhone(event: { readonly detail: PhoneDetail }): void;
  onLaunched(): void;
  onLaunchError(event: { readonly detail: { readonly errMsg?: string } }): void;
  onPrivacy(): void;
};

/** Fields of the page that its template does not use. */
interface PageFields {
  flow?: ConsentFlow;
  nickname?: NicknameReview;
  /** Whether the user agreed while WeChat still reviews the nickname. */
  isHolding?: boolean;
  askedPrivacy?: boolean;
  updates?: Updates;
}

/** Kinds of pages that can be replaced without losing anything. */
const IDLE: readonly ConsentView['kind'][] = ['explaining', 'wrong_scene', 'denied'];

Component<PageData, Record<never, never>, PageMethods, never[], PageFields>({
  data: {
    view: describeConsent({ kind: 'idle' }, 'zh'),
    brandName: brand.name.zh,
    brandLogo: `/${brand.logo}`,
    nickname: '',
  },
  methods: {
    // Called on every launch with a path, cold or warm.
    onLoad(query) {
      const { language: system, SDKVersion } = readBaseInfo();
      const language = pickConsentLanguage(system);
      const brandName = brand.name[language];
      wx.hideShareMenu({ fail: ignore });
      void wx.setNavigationBarTitle({ title: brandName, fail: ignore });
      this.updates ??= watchUpdates();
      this.flow?.close();
      const nickname = new NicknameReview(isAtLeast(SDKVersion, '2.29.1'));
      this.nickname = nickname;
      this.isHolding = false;
      const flow = openFlow(language, (view) => {
        this.setData({ view, brandName, nickname: nickname.text });
      });
      this.flow = flow;
      flow.open(query, readEnterOptions());
    },
    onShow() {
      this.flow?.show();
    },
    onHide() {
      this.flow?.hide();
      if (IDLE.includes(this.data.view.kind)) this.updates?.apply();
    },
    onUnload() {
      this.flow?.close();
    },
    onAction({ currentTarget }) {
      const { type } = currentTarget.dataset;
      if (type === 'agree') withNickname(this, (flow, nickname) => flow.agree({ nickname }));
      if (type === 'refuse' || type === 'retry') this.flow?.[type]();
    },
    onAvatar({ detail }) {
      this.flow?.chooseAvatar(detail);
    },
    onAvatarRemove() {
      this.flow?.removeAvatar();
    },
    onNicknameFocus() {
      // Until the user accepts the privacy guidelines, WeChat treats the field as any other and reviews nothing.
      if (!this.askedPrivacy) wx.requirePrivacyAuthorize?.({ fail: ignore });
      this.askedPrivacy = true;
    },
    onNickname({ detail }) {
      this.nickname?.type(detail.value);
    },
    onNicknameBlur({ detail }) {
      this.nickname?.leave(detail.value);
    },
    onNicknameReview({ detail }) {
      this.nickname?.take(detail.pass);
    },
    onPhone({ detail }) {
      withNickname(this, (flow, nickname) => flow.agreeWithPhone(detail, { nickname }));
    },
    onLaunched() {
      this.flow?.launched();
    },
    onLaunchError({ detail }) {
      this.flow?.launchFailed(detail);
    },
    onPrivacy() {
      // Absent before base library 2.32.3, which has no privacy prompt to explain.
      wx.openPrivacyContract?.({ fail: ignore });
    },
  },
});

/** Continues once WeChat has reviewed the nickname; further taps meanwhile do nothing. */
function withNickname(page: PageFields, go: (flow: ConsentFlow, nickname: string) => void): void {
  const { flow, nickname } = page;
  if (page.isHolding || !flow || !nickname) return;
  page.isHolding = true;
  void nickname.settle().then((text) => {
    // A newer launch may have replaced this one meanwhile.
    if (page.flow !== flow) return;
    page.isHolding = false;
    go(flow, text);
  });
}

function openFlow(language: Language, show: (view: ConsentView) => void): ConsentFlow {
  const flow = createConsentFlow({ port: createWechatPort(), authority: settings.authority, language });
  flow.subscribe((state) => show(describeConsent(state, language)));
  return flow;
}

// With a `fail` callback, a call of wx returns no promise whose rejection would go unhandled.
function ignore(): void {}
