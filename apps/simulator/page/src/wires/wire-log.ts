import { Observable } from '../observable.js';
import { Story } from '../story/story.js';
import type { Wire } from './wire.js';

type Message = Pick<Wire, 'from' | 'to' | 'by' | 'title' | 'sent'>;

/** Outcome of a request. `lost`: no response. `unreadable`: a response that the browser lets no page read. */
interface Answer {
  readonly status: number | 'lost' | 'unreadable';
  readonly received: string;
}

/** Log of the messages since it was last cleared, oldest first. */
export class WireLog {
  readonly wires = new Observable<readonly Wire[]>([]);
  /** Story that holds each message before it is sent, or shown. */
  readonly story = new Story();
  private count = 0;

  /** Records a message that is only passed on. Resolves when it may be. */
  async tell(message: Message): Promise<void> {
    const wire: Wire = { ...message, id: this.nextId(), at: performance.now() };
    this.add(wire);
    await this.story.pass(wire);
  }

  /** Records a request. Resolves when it may be sent, with a function that records its response, or `lost`. */
  async ask(request: Message): Promise<(answer: Answer) => void> {
    const wire: Wire = { ...request, id: this.nextId(), at: performance.now(), status: 'pending' };
    this.add(wire);
    await this.story.pass(wire);
    const sent = { ...wire, at: performance.now() };
    this.replace(sent);
    return (answer) => this.replace({ ...sent, ...answer, durationMs: performance.now() - sent.at });
  }

  /** Adds a message that another process reports, such as WeChat's server. */
  addSeen(seen: Omit<Wire, 'id'>): void {
    const wire = { ...seen, id: this.nextId() };
    this.add(wire);
    void this.story.pass(wire);
  }

  clear(): void {
    this.wires.set([]);
    this.story.releaseAll();
  }

  private add(wire: Wire): void {
    this.wires.set([...this.wires.get(), wire].sort((a, b) => a.at - b.at));
  }

  private replace(wire: Wire): void {
    const wires = this.wires.get().map((other) => (other.id === wire.id ? wire : other));
    this.wires.set(wires.sort((a, b) => a.at - b.at));
  }

  private nextId(): number {
    this.count += 1;
    return this.count;
  }
}
