import {
  createConsentFlow,
  describeConsent,
  pickConsentLanguage,
  type AvatarDetail,
  type ConsentActionType,
  type ConsentFlow,
  type ConsentLanguage,
  type ConsentView,
  type PhoneDetail,
} from '@app2wxapp/consent';
import brand from '../../brand.json' with { type: 'json' };
import settings from '../../settings.json' with { type: 'json' };
import { createWechatPort } from '../wechat-port.js';

interface PageData {
  readonly view: ConsentView;
  readonly brandName: string;
  readonly brandLogo: string;
  /** What the field shows when the page asks once more. */
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
  onNickname(event: { readonly detail: { readonly value: string } }): void;
  onNicknameReview(event: { readonly detail: { readonly pass: boolean } }): void;
  onPhone(event: { readonly detail: PhoneDetail }): void;
  onLaunched(): void;
  onLaunchError(event: { readonly detail: { readonly errMsg?: string } }): void;
  onPrivacy(): void;
};

/** What is not for the page's template. */
interface PageFields {
  flow?: ConsentFlow;
  nickname?: string;
}

Component<PageData, Record<never, never>, PageMethods, never[], PageFields>({
  data: {
    view: describeConsent({ kind: 'idle' }, 'zh'),
    brandName: brand.name.zh,
    brandLogo: `/${brand.logo}`,
    nickname: '',
  },
  methods: {
    // On every launch with a path, cold or warm.
    onLoad(query) {
      const language = pickConsentLanguage(wx.getAppBaseInfo().language);
      const brandName = brand.name[language];
      wx.hideShareMenu({ fail: ignore });
      void wx.setNavigationBarTitle({ title: brandName, fail: ignore });
      this.flow?.close();
      this.nickname = '';
      const flow = openFlow(language, (view) => {
        this.setData({ view, brandName, nickname: this.nickname ?? '' });
      });
      this.flow = flow;
      flow.open(query, wx.getEnterOptionsSync());
    },
    onShow() {
      this.flow?.show();
    },
    onHide() {
      this.flow?.hide();
    },
    onUnload() {
      this.flow?.close();
    },
    onAction({ currentTarget }) {
      const { type } = currentTarget.dataset;
      if (type === 'agree') this.flow?.agree({ nickname: this.nickname });
      if (type === 'refuse' || type === 'retry') this.flow?.[type]();
    },
    onAvatar({ detail }) {
      this.flow?.chooseAvatar(detail);
    },
    onAvatarRemove() {
      this.flow?.removeAvatar();
    },
    onNickname({ detail }) {
      this.nickname = detail.value;
    },
    // WeChat has looked at the nickname and empties the field when it may not be shown.
    onNicknameReview({ detail }) {
      if (!detail.pass) this.nickname = '';
    },
    onPhone({ detail }) {
      this.flow?.agreeWithPhone(detail, { nickname: this.nickname });
    },
    onLaunched() {
      this.flow?.launched();
    },
    onLaunchError({ detail }) {
      this.flow?.launchFailed(detail);
    },
    onPrivacy() {
      // Absent before base library 2.32.3; there is no privacy prompt to explain there either.
      wx.openPrivacyContract?.({ fail: ignore });
    },
  },
});

function openFlow(language: ConsentLanguage, show: (view: ConsentView) => void): ConsentFlow {
  const flow = createConsentFlow({ port: createWechatPort(), authority: settings.authority, language });
  flow.subscribe((state) => show(describeConsent(state, language)));
  return flow;
}

// With a `fail` of its own a call of wx returns no promise that could reject unseen.
function ignore(): void {}
