import { Observable } from '../observable.js';

/** Who speaks on a wire. `wechat` is WeChat on the phone with the mini program in it, `weixin` its server. */
export type Party = 'app' | 'wechat' | 'weixin' | 'authority' | 'backend';

/** One message, or a request with its answer. */
export interface Wire {
  readonly id: number;
  readonly from: Party;
  readonly to: Party;
  /** Who really sent it: a thief speaks where the app does. @default the party itself */
  readonly by?: 'app' | 'thief';
  /** What was sent, as it was: `POST /path` for requests, or the name of the hand-over. */
  readonly title: string;
  readonly sent: string;
  /** `undefined` for a message that nobody answers. */
  readonly status?: number | 'lost' | 'pending' | 'unreadable';
  readonly received?: string;
  /** Milliseconds since the page was opened. */
  readonly at: number;
  readonly durationMs?: number;
}

type Message = Pick<Wire, 'from' | 'to' | 'by' | 'title' | 'sent'>;

/** `lost`: none came. `unreadable`: one came, and the browser lets no page read it. */
interface Answer {
  readonly status: number | 'lost' | 'unreadable';
  readonly received: string;
}

/** Everything that went over the wires since it was last cleared, oldest first. */
export class WireLog {
  readonly wires = new Observable<readonly Wire[]>([]);
  private count = 0;

  /** Writes a message down that is only handed over. */
  tell(message: Message): void {
    this.add({ ...message, id: this.nextId(), at: performance.now() });
  }

  /** Writes a request down. Call what is returned with its answer, or with `lost`. */
  ask(request: Message): (answer: Answer) => void {
    const wire: Wire = { ...request, id: this.nextId(), at: performance.now(), status: 'pending' };
    this.add(wire);
    return (answer) => this.replace({ ...wire, ...answer, durationMs: performance.now() - wire.at });
  }

  /** Writes down what somebody else has seen, such as WeChat's server. */
  addSeen(wire: Omit<Wire, 'id'>): void {
    this.add({ ...wire, id: this.nextId() });
  }

  clear(): void {
    this.wires.set([]);
  }

  private add(wire: Wire): void {
    this.wires.set([...this.wires.get(), wire].sort((a, b) => a.at - b.at));
  }

  private replace(wire: Wire): void {
    this.wires.set(this.wires.get().map((other) => (other.id === wire.id ? wire : other)));
  }

  private nextId(): number {
    this.count += 1;
    return this.count;
  }
}
