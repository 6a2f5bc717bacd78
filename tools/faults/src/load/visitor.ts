import { setMaxListeners } from 'node:events';
import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  readSession,
  type AuthorityRequests,
  type Launch,
  type OpenSession,
  type Pool,
} from './authority-requests.js';
import type { RawAnswer } from './recorder.js';

/** Servers and pools that visitors log in to. */
export interface Place {
  readonly requests: AuthorityRequests;
  /** Addresses of the authorities. */
  readonly authorities: readonly string[];
  /** The pool of most logins, another one, and one whose tickets live for ten seconds. */
  readonly pools: { readonly main: Pool; readonly other: Pool; readonly short: Pool };
}

/** How often a visitor asks again where it got no answer: for longer than a failover takes. */
const ATTEMPTS = 60;
const RETRY_MS = 500;
const RETURNING_USERS = 60;
const newKey = () => randomBytes(12).toString('base64url');

/** One user after another who logs in, as apps do and as attackers do. */
export class Visitor {
  /** Sessions that were opened, with what was left of them. */
  readonly sessions: OpenSession[] = [];
  private readonly later = new Set<Promise<void>>();
  private users = 0;

  constructor(
    private readonly name: string,
    private readonly place: Place,
  ) {}

  /** Logs in until it is told to stop, and waits for what it meant to do later. */
  async run(signal: AbortSignal): Promise<void> {
    setMaxListeners(1000, signal); // one for each thing that is done later
    while (!signal.aborted) {
      await this.visit(signal);
      await sleep(40 + Math.random() * 160);
    }
    await Promise.all(this.later);
  }

  private async visit(signal: AbortSignal): Promise<void> {
    const chance = Math.random();
    const { main, short } = this.place.pools;
    const launch = this.createLaunch(chance < 0.03 ? short : main);
    const ticket = await this.repeat(signal, () => this.place.requests.issue(this.pick(), launch));
    if (ticket === undefined) return;
    if (chance < 0.03) return this.doLater(10_300, signal, () => this.exchange(launch, { ticket }));
    if (chance < 0.06)
      await this.place.requests.exchange(
        this.pick(),
        { ...launch, pool: this.place.pools.other },
        { ticket },
      );
    if (chance < 0.08)
      return void (
        await this.exchange(launch, { ticket, codeVerifier: newVerifier() }),
        await this.exchange(launch, { ticket })
      );
    if (chance < 0.16) return void (await this.race(launch, ticket));
    const session = await (launch.binding && chance < 0.3
      ? this.claim(launch, signal)
      : this.redeem(launch, ticket, signal));
    if (session) await this.use(session, { launch, ticket, signal });
  }

  /** Exchanges as an app whose backend sends an `Idempotency-Key`: a lost request or response is repeated. */
  private async redeem(
    launch: Launch,
    ticket: string,
    signal: AbortSignal,
  ): Promise<OpenSession | undefined> {
    const use = { ticket, key: newKey() };
    const exchange = () => this.place.requests.exchange(this.pick(), launch, use).then(whenAnswered);
    const answer = await this.repeat(signal, exchange);
    // As if the answer had been lost between the backend and the app.
    const last = Math.random() < 0.2 ? ((await this.repeat(signal, exchange)) ?? answer) : answer;
    return this.open(launch, last);
  }

  private async claim(launch: Launch, signal: AbortSignal): Promise<OpenSession | undefined> {
    const key = newKey();
    const claim = () => this.place.requests.claim(this.pick(), launch, key).then(whenAnswered);
    return this.open(launch, await this.repeat(signal, claim));
  }

  /** Several at once, of which all but one are thieves, at every authority. */
  private async race(launch: Launch, ticket: string): Promise<void> {
    const { authorities, requests } = this.place;
    const uses = [{ ticket, key: newKey() }, { ticket }, { ticket, key: newKey() }];
    const first = Math.floor(Math.random() * authorities.length);
    const answers = await Promise.all(
      uses.map((use, index) =>
        requests.exchange(authorities[(first + index) % authorities.length] ?? '', launch, use),
      ),
    );
    for (const answer of answers) this.open(launch, answer);
  }

  private async exchange(
    launch: Launch,
    use: { readonly ticket: string; readonly codeVerifier?: string },
  ): Promise<void> {
    this.open(launch, await this.place.requests.exchange(this.pick(), launch, use));
  }

  /** What becomes of a session: it is looked at, refreshed, revoked, or ended by a replay of its ticket. */
  private async use(
    session: OpenSession,
    {
      launch,
      ticket,
      signal,
    }: { readonly launch: Launch; readonly ticket: string; readonly signal: AbortSignal },
  ): Promise<void> {
    const { requests } = this.place;
    const chance = Math.random();
    if (chance < 0.4) await requests.introspect(this.pick(), session);
    if (chance < 0.3) await this.refresh(session);
    if (chance > 0.25 && chance < 0.5) {
      await this.repeat(signal, async () => (await requests.revoke(this.pick(), session)) || undefined);
      await requests.introspect(this.pick(), session);
    }
    if (chance > 0.7)
      this.doLater(
        1000 + Math.random() * 30_000,
        signal,
        async () => void (await requests.introspect(this.pick(), session)),
      );
    if (chance > 0.8) {
      this.doLater(1000 + Math.random() * 30_000, signal, async () => {
        await this.exchange(launch, { ticket });
        await requests.introspect(this.pick(), session);
      });
    }
  }

  private async refresh(session: OpenSession): Promise<void> {
    let next: OpenSession | undefined = session;
    for (let times = 0; times < 3 && next?.refreshToken !== undefined; times++)
      next = await this.place.requests.refresh(this.pick(), next);
  }

  private open(launch: Launch, answer: RawAnswer | undefined): OpenSession | undefined {
    if (answer?.status !== 200) return undefined;
    const { token, refreshToken } = answer.body;
    const session = {
      pool: launch.pool,
      client: this.name,
      id: readSession(token),
      token: String(token),
      ...(typeof refreshToken === 'string' && { refreshToken }),
    };
    this.sessions.push(session);
    return session;
  }

  private createLaunch(pool: Pool): Launch {
    const isNew = Math.random() < 0.3;
    const number = isNew ? `new-${this.users++}` : `${Math.floor(Math.random() * RETURNING_USERS)}`;
    const launch = { client: this.name, pool, user: `o-${this.name}-${number}` };
    if (Math.random() < 0.5) return launch;
    const codeVerifier = newVerifier();
    const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');
    return {
      ...launch,
      binding: { state: randomBytes(16).toString('base64url'), codeVerifier, codeChallenge },
    };
  }

  private pick(): string {
    const { authorities } = this.place;
    return authorities[Math.floor(Math.random() * authorities.length)] ?? '';
  }

  /** Repeats what is safe to repeat until there is a result. */
  private async repeat<T>(signal: AbortSignal, run: () => Promise<T | undefined>): Promise<T | undefined> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const result = await run();
      if (result !== undefined || signal.aborted) return result;
      await sleep(RETRY_MS);
    }
    return undefined;
  }

  /** Does something after a while, at once when the run ends before. */
  private doLater(milliseconds: number, signal: AbortSignal, run: () => Promise<void>): void {
    const task = sleep(milliseconds, undefined, { signal })
      .catch(() => undefined)
      .then(run)
      .finally(() => this.later.delete(task));
    this.later.add(task);
  }
}

function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** An answer that is final: not a failure of the server, and not that the login is pending. */
function whenAnswered(answer: RawAnswer | undefined): RawAnswer | undefined {
  return answer && answer.status < 500 && answer.status !== 202 ? answer : undefined;
}
