import type { Parse } from './edge-inputs.js';

const SHORT = 4_000;
// As much as a server reads of headers and of most bodies, and more.
const LONG = 16 * SHORT;
// A parser may refuse the short input at its first check and go through the long one.
const NEGLIGIBLE_MS = 0.5;

/**
 * Measures how many times as much processor time a parser takes for sixteen times the input: 16 where the cost is
 * linear, 256 where it is quadratic.
 *
 * @param build makes an input of about this many characters
 */
export async function measureGrowth(parse: Parse, build: (length: number) => string): Promise<number> {
  const [short, long] = [await measure(parse, build(SHORT)), await measure(parse, build(LONG))];
  return long / Math.max(short, NEGLIGIBLE_MS);
}

/** Processor time in milliseconds, which other processes do not change: the least of five, without what compiling adds. */
async function measure(parse: Parse, text: string): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 5; run += 1) {
    const start = process.cpuUsage();
    try {
      await parse(text);
    } catch {
      // What is refused has its cost too.
    }
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return Math.min(...times);
}
