import { createHash } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import type { Answer, Call } from '../history/call.js';

/** Longer than the authority takes for any request, and than the mini program waits. */
const GIVE_UP_MS = 10_500;

/** A call before it is made. */
export type Plan = Omit<Call, 'authority' | 'start' | 'end' | 'answer'>;

/** Something that was done to the servers. */
export interface Mark {
  readonly name: string;
  readonly kind: 'fault' | 'healing';
  /** Milliseconds since the history began. */
  readonly time: number;
}

/** An answer as it came, with its credentials. */
export interface RawAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends requests and keeps the history of them, in memory and as lines of JSON in a file. */
export class Recorder {
  readonly calls: Call[] = [];
  readonly marks: Mark[] = [];
  private readonly begin = performance.now();
  private readonly open = new Set<number>();

  constructor(private readonly file: string) {}

  now(): number {
    return performance.now() - this.begin;
  }

  /** Time when the longest waiting request was sent; the current time without one. */
  findOldest(): number {
    return Math.min(this.now(), ...this.open);
  }

  mark(name: string, kind: Mark['kind']): void {
    const mark = { name, kind, time: this.now() };
    this.marks.push(mark);
    // With the time of day, by which logs of servers are found.
    appendFileSync(this.file, `${JSON.stringify({ ...mark, at: new Date() })}\n`);
  }

  /**
   * Sends one request and records it.
   *
   * @param read makes of the answer what the history keeps: names instead of credentials
   * @returns `undefined` when the connection broke or there was no answer in time
   */
  async send(
    plan: Plan,
    request: { readonly url: string; readonly init: RequestInit },
    read: (body: RawAnswer['body']) => Omit<Answer, 'status'>,
  ): Promise<RawAnswer | undefined> {
    const start = this.now();
    this.open.add(start);
    let raw: RawAnswer | undefined;
    let isBroken = false;
    try {
      const response = await fetch(request.url, { ...request.init, signal: AbortSignal.timeout(GIVE_UP_MS) });
      const text = await response.text();
      raw = { status: response.status, body: (text ? JSON.parse(text) : {}) as RawAnswer['body'] };
    } catch (error) {
      isBroken = (error as Error).name !== 'TimeoutError';
    }
    const answer = raw
      ? summarise(raw, read)
      : isBroken
        ? { status: 0, error: 'connection lost' }
        : undefined;
    this.open.delete(start);
    const { host: authority } = new URL(request.url);
    this.keep({ ...plan, authority, start, end: this.now(), ...(answer && { answer }) });
    return raw;
  }

  private keep(call: Call): void {
    this.calls.push(call);
    appendFileSync(this.file, `${JSON.stringify(call)}\n`);
  }
}

function summarise(
  { status, body }: RawAnswer,
  read: (body: RawAnswer['body']) => Omit<Answer, 'status'>,
): Answer {
  return status < 300 ? { status, ...read(body) } : { status, error: String(body.error) };
}

/** A name for a credential: it opens nothing, and two names are equal when the credentials are. */
export function nameCredential(credential: unknown): string {
  return createHash('sha256').update(String(credential)).digest('base64url').slice(0, 12);
}
