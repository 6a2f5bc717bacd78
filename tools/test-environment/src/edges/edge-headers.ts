import fc from 'fast-check';

/** Headers of a request; those of a list are sent one by one. */
export type EdgeHeaders = Readonly<Record<string, string | string[]>>;

const LONG = 'x'.repeat(12_000);

/** Headers beside the credentials, each sometimes wrong or long. */
const SOME = fc.record(
  {
    'accept-language': fc.constantFrom('en', 'zh-CN', `zh${' '.repeat(8000)}x`, 'en;q=9e9', ','.repeat(5000)),
    'idempotency-key': fc.constantFrom('k', '', 'k'.repeat(255), 'k'.repeat(256), 'k k', 'é'),
    'if-match': fc.constantFrom('*', '"x"', '', 'W/"x"', ','.repeat(3000)),
    'app2wxapp-client-address': fc.constantFrom('203.0.113.9', '::1', 'x', '[::1]:80', '1'.repeat(3000)),
    'x-forwarded-for': fc.constantFrom('203.0.113.9', '<script>', ','.repeat(4000)),
    cookie: fc.constantFrom('app2wxapp_operator=x', '=;=', `app2wxapp_operator=${LONG}`, '%=%'),
    origin: fc.constantFrom('null', 'https://a.example', 'x'.repeat(3000)),
    'x-request-id': fc.constantFrom('a', 'x'.repeat(3000)),
    'content-encoding': fc.constantFrom('gzip', 'br', 'identity', 'x'.repeat(100)),
    expect: fc.constantFrom('100-continue', 'x'),
    'accept-encoding': fc.constantFrom('gzip;q=x', '*;q=0', ','.repeat(3000)),
    accept: fc.constantFrom('text/html', 'x', ','.repeat(3000)),
    range: fc.constantFrom('bytes=0-0', 'bytes=9-1', ','.repeat(3000)),
  },
  { requiredKeys: [] },
);

/** Builds headers that are missing, wrong, long or sent twice. @param known values of `authorization` */
export function createHeaders({
  authorization,
}: {
  readonly authorization: readonly string[];
}): fc.Arbitrary<EdgeHeaders> {
  const wrong = ['Bearer x', 'Basic !', 'Basic Og==', `Basic ${'A'.repeat(5000)}`, 'bearer', LONG];
  const shown = fc
    .oneof(
      { weight: 5, arbitrary: fc.constantFrom(...authorization) },
      { weight: 1, arbitrary: fc.constantFrom(...wrong) },
    )
    .map((value): EdgeHeaders => ({ authorization: value }));
  const none = fc.constant<EdgeHeaders>({});
  return fc
    .tuple(
      fc.oneof({ weight: 5, arbitrary: shown }, { weight: 1, arbitrary: none }),
      fc.oneof({ weight: 1, arbitrary: SOME }, { weight: 2, arbitrary: none }),
    )
    .map(([first, second]) => ({ ...second, ...first }))
    .chain((headers) =>
      fc.oneof(
        { weight: 9, arbitrary: fc.constant<EdgeHeaders>(headers) },
        { weight: 1, arbitrary: fc.constant<EdgeHeaders>(sendTwice(headers)) },
      ),
    );
}

function sendTwice(headers: EdgeHeaders): EdgeHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      String(value).length > 3000 ? value : [value, value].flat(),
    ]),
  );
}
