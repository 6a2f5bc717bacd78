/** Response of WeChat's content check, version 2. */
export interface TextVerdict {
  readonly errcode: 0;
  readonly errmsg: 'ok';
  readonly result: { readonly suggest: 'pass' | 'review' | 'risky'; readonly label: number };
  readonly trace_id: string;
}

/** Text that WeChat's page gives to developers, which a check rejects. */
const SAMPLE = '特3456书yuuo莞6543李zxcz蒜7782法fgnv级';
const HARMLESS = 100;
const UNLAWFUL = 20_006;

/** Checks a text: WeChat's own sample is risky, any other passes. */
export function checkText(content: string, traceId: string): TextVerdict {
  const isRisky = content.includes(SAMPLE);
  const result = isRisky
    ? ({ suggest: 'risky', label: UNLAWFUL } as const)
    : ({ suggest: 'pass', label: HARMLESS } as const);
  return { errcode: 0, errmsg: 'ok', result, trace_id: traceId };
}
