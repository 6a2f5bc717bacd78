/** Batches under way at once: the next is read and the last is answered while the database works on this one. */
const AT_ONCE = 2;
/** Requests in a batch at most. Larger ones cost little less, and leave this thread and the database taking turns. */
const LARGEST = 20;

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Answers many requests by few calls. What arrives in one turn of the event loop goes together at its end, or alone
 * if it came alone; what arrives while {@link AT_ONCE} batches are under way waits for the end of one. So nothing waits
 * for company, and the busier it is the larger the batches are. A turn is left in between, because a database in
 * this thread lets nothing arrive while it works.
 *
 * @param answer resolves to a result for each request, in their order; when it rejects, each of them does
 */
export function batchRequests<Request, Result>(
  answer: (requests: readonly Request[]) => Promise<readonly Result[]>,
): (request: Request) => Promise<Result> {
  const waiting: Waiting<Request, Result>[] = [];
  let underWay = 0;

  async function answerBatch(batch: readonly Waiting<Request, Result>[]): Promise<void> {
    underWay += 1;
    try {
      const results = await answer(batch.map(({ request }) => request));
      batch.forEach(({ resolve }, index) => resolve(results[index] as Result));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    } finally {
      underWay -= 1;
      setImmediate(sendBatch);
    }
  }

  function sendBatch(): void {
    if (waiting.length > 0 && underWay < AT_ONCE) void answerBatch(waiting.splice(0, LARGEST));
  }

  return (request) =>
    new Promise((resolve, reject) => {
      waiting.push({ request, resolve, reject });
      setImmediate(sendBatch);
    });
}
