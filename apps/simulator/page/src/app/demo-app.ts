import { createBinding, type Binding } from '@app2wxapp/browser';
import {
  App2WxappError,
  createLaunchRequest,
  decodeExtMsg,
  isApp2WxappError,
  type ErrorCode,
  type Ticket,
} from '@app2wxapp/core';
import { Observable } from '../observable.js';
import type { Arrival, Handset } from '../phone/handset.js';
import type { Account, AccountAccess } from './account-access.js';

/** What the app shows. */
export type AppState =
  | { readonly kind: 'welcome'; readonly notice?: Notice }
  | { readonly kind: 'away' }
  | { readonly kind: 'entering' }
  | { readonly kind: 'home'; readonly account: Account };

/** Why the last login ended without a user: refused, or a code of the protocol. */
export type Notice = 'denied' | ErrorCode;

/** How the app logs in. */
export interface LoginWish {
  readonly userPoolId: string;
  readonly getPhone: boolean;
  /** Whether the ticket is to work for this app only. */
  readonly bound: boolean;
}

/** The app on the phone: opens the mini program, takes what comes back, and shows who is logged in. */
export class DemoApp {
  readonly state = new Observable<AppState>({ kind: 'welcome' });
  private access: AccountAccess | undefined;
  private binding: Binding | undefined;

  constructor(
    private readonly handset: Handset,
    private readonly identity: { readonly appId: string; readonly miniProgram: string },
  ) {
    handset.onArrival((arrival) => void this.comeToFront(arrival));
  }

  /** The button "log in with WeChat". */
  async logIn({ userPoolId, getPhone, bound }: LoginWish, access: AccountAccess): Promise<void> {
    this.state.set({ kind: 'away' });
    this.access = access;
    this.binding = bound ? await createBinding() : undefined;
    const { state, codeChallenge } = this.binding ?? {};
    const userName = this.identity.miniProgram;
    const request = createLaunchRequest({ userPoolId, getPhone, userName, state, codeChallenge });
    this.handset.openMiniProgram(request, this.identity.appId);
  }

  /** Forgets the token. The session at the authority goes on. */
  logOut(): void {
    this.state.set({ kind: 'welcome' });
  }

  private async comeToFront({ extMsg }: Arrival): Promise<void> {
    if (this.state.get().kind !== 'away') return;
    try {
      const ticket = readTicket(extMsg, this.binding?.state);
      if (ticket === undefined) return this.state.set({ kind: 'welcome', notice: 'denied' });
      await this.enter(ticket);
    } catch (error) {
      const notice = isApp2WxappError(error) ? error.code : 'internal';
      this.state.set({ kind: 'welcome', notice });
    }
  }

  private async enter(ticket: Ticket): Promise<void> {
    this.state.set({ kind: 'entering' });
    const account = await this.access?.enter(ticket, this.binding?.codeVerifier);
    this.state.set(account === undefined ? { kind: 'welcome' } : { kind: 'home', account });
  }
}

function readTicket(extMsg: string | undefined, state: string | undefined): Ticket | undefined {
  if (extMsg === undefined) {
    throw new App2WxappError('login_cancelled', 'The user came back without an answer.');
  }
  const outcome = decodeExtMsg(extMsg);
  if (outcome.state !== state) throw new App2WxappError('state_mismatch', 'This answer is not ours.');
  if (outcome.status === 'failed') throw new App2WxappError('login_failed', outcome.message);
  return outcome.status === 'success' ? outcome.ticket : undefined;
}
