/**
 * Largest number of batches in progress: the next is read and the last is returned while the database works on this
 * one.
 */
const AT_ONCE = 2;
/**
 * Largest number of requests in a batch. Larger ones save little, and make this thread and the database take turns.
 */
const LARGEST = 20;

interface Waiting<Request, Result> {
  readonly request: Request;
  readonly resolve: (result: Result) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Sends many requests by few calls. Requests that arrive in one turn of the event loop are sent together at its end,
 * or alone if there is one; requests that arrive while {@link AT_ONCE} batches are in progress wait for the end of
 * one. So no request waits for others, and the batches grow with the load. A turn is left in between, because with a
 * database in this thread no request arrives while it works.
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
