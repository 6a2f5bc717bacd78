import type { LaunchRequest } from '@app2wxapp/core';
import type { ConsentFlow, ConsentState, EnterOptions } from '@app2wxapp/consent';
import { Observable } from '../observable.js';
import type { WechatUser } from '../page-config.js';
import type { WireLog } from '../wires/wire-log.js';
import { PHONE_FAILURES, type PhoneTrouble } from './phone-trouble.js';

/** Screen in the foreground of the phone. */
export type Screen = 'app' | 'mini-program';
/** Prompt of WeChat itself, which no mini program draws. */
export type Prompt = 'none' | 'phone-number' | 'open-app' | 'avatar';

/** Options of the phone. */
export interface HandsetOptions {
  /** Log of the messages. */
  readonly log: WireLog;
  /** Creates the flow of the mini program's page, in the language of the page. */
  readonly createFlow: () => ConsentFlow;
  /** Returns the code of the phone number button for the owner of the phone. */
  readonly createPhoneCode: () => Promise<string>;
}

/** Return of the app to the foreground. `extMsg` is absent after the back gesture. */
export type Arrival = { readonly extMsg?: string };

/** WeChat's numbers of the ways in which a user opens a mini program. */
const SCENES = { app: 1069, list: 1001, card: 1007 } as const;

/** Phone with two apps: the demo app and WeChat. Of the protocol it knows only the way of its messages. */
export class Handset {
  readonly screen = new Observable<Screen>('app');
  readonly prompt = new Observable<Prompt>('none');
  readonly consent = new Observable<ConsentState>({ kind: 'idle' });
  readonly owner: Observable<WechatUser>;
  readonly trouble = new Observable<PhoneTrouble>('none');
  /** Whether the user has chosen large letters in WeChat. */
  readonly largeFont = new Observable(false);
  /** Value of the field for a nickname. */
  nickname = '';
  private flow: ConsentFlow | undefined;
  private readonly arrivals = new Set<(arrival: Arrival) => void>();

  constructor(
    owner: WechatUser,
    private readonly options: HandsetOptions,
  ) {
    this.owner = new Observable(owner);
  }

  /** Opens the mini program over the app, as WeChat's SDK does. */
  openMiniProgram(request: LaunchRequest, sourceAppId: string): void {
    const message = { title: request.userName, sent: request.path };
    void this.options.log.tell({ from: 'app', to: 'wechat', ...message }).then(() => {
      this.open(request.path, { scene: SCENES.app, referrerInfo: { appId: sourceAppId } });
    });
  }

  /** Opens the mini program from WeChat's list: without app and query. */
  openFromList(): void {
    this.open('', { scene: SCENES.list });
  }

  /** Opens a card from another person, with any path on it. */
  openShareCard(path: string): void {
    this.open(path, { scene: SCENES.card });
  }

  /** Listens for the app's return to the foreground. Returns a function that stops it. */
  onArrival(listener: (arrival: Arrival) => void): () => void {
    this.arrivals.add(listener);
    return () => this.arrivals.delete(listener);
  }

  /** Types into the nickname field. */
  typeNickname(nickname: string): void {
    this.nickname = nickname;
  }

  /** Taps the row for a picture: WeChat offers its sources. */
  tapAvatar(): void {
    this.prompt.set('avatar');
  }

  /**
   * Answers the prompt for a picture. @param avatarUrl the picture; absent when the user cancels, of which the mini
   * program gets no event
   */
  answerAvatar(avatarUrl?: string): void {
    this.prompt.set('none');
    if (avatarUrl !== undefined) this.flow?.chooseAvatar({ avatarUrl });
  }

  removeAvatar(): void {
    this.flow?.removeAvatar();
  }

  agree(): void {
    this.flow?.agree({ nickname: this.nickname });
  }

  refuse(): void {
    this.flow?.refuse();
  }

  retry(): void {
    this.flow?.retry();
  }

  /** Taps the phone number button: WeChat asks first, unless it cannot return a number. */
  tapPhoneNumber(): void {
    const failure = PHONE_FAILURES[this.trouble.get()];
    if (failure) this.flow?.agreeWithPhone(failure);
    else this.prompt.set('phone-number');
  }

  async answerPhoneNumber(allowed: boolean): Promise<void> {
    this.prompt.set('none');
    if (!allowed) return this.flow?.agreeWithPhone({ errMsg: 'getPhoneNumber:fail user deny' });
    try {
      const code = await this.options.createPhoneCode();
      this.flow?.agreeWithPhone({ errMsg: 'getPhoneNumber:ok', code }, { nickname: this.nickname });
    } catch {
      this.flow?.agreeWithPhone({ errMsg: 'getPhoneNumber:fail' });
    }
  }

  /** Taps the button back to the app: WeChat asks first, where it allows the way back. */
  tapOpenApp(): void {
    const isGranted = this.trouble.get() !== 'invalid-scene';
    if (isGranted) this.prompt.set('open-app');
    else this.flow?.launchFailed({ errMsg: 'launchApp:fail invalid scene' });
  }

  /** Answers the prompt. WeChat reports `launchapp` in both cases. */
  answerOpenApp(allowed: boolean): void {
    this.prompt.set('none');
    if (allowed && this.trouble.get() === 'app-gone') {
      return this.flow?.launchFailed({ errMsg: 'launchApp:fail' });
    }
    const state = this.consent.get();
    this.flow?.launched();
    if (!allowed || !('appParameter' in state)) return;
    const { appParameter: extMsg } = state;
    void this.options.log.tell({ from: 'wechat', to: 'app', title: 'extMsg', sent: extMsg }).then(() => {
      // A user who swiped back while it was held is in the app already.
      if (this.screen.get() === 'mini-program') this.comeBack({ extMsg });
    });
  }

  /** Goes back by the system's gesture, which carries no message. */
  goBack(): void {
    this.prompt.set('none');
    this.comeBack({});
  }

  private open(path: string, enter: EnterOptions): void {
    this.flow?.close();
    this.nickname = '';
    this.prompt.set('none');
    const flow = this.options.createFlow();
    this.flow = flow;
    this.consent.set(flow.state);
    flow.subscribe(this.consent.set);
    flow.open(Object.fromEntries(new URLSearchParams(path.split('?')[1])), enter);
    this.screen.set('mini-program');
  }

  private comeBack(arrival: Arrival): void {
    this.flow?.hide();
    this.screen.set('app');
    for (const listener of [...this.arrivals]) listener(arrival);
  }
}
