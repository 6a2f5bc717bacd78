import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

interface ProfileNode {
  readonly hitCount?: number;
  readonly callFrame: { readonly functionName: string; readonly url: string };
}

const SHOWN = 5;
const DEADLINE_MS = 20_000;

/**
 * Reads a profile that is being written and names the places where most of the time is spent, except waiting.
 *
 * @throws {Error} when no profile was written
 */
export async function summariseProfile(file: string): Promise<string> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const profile = readProfile(file);
    if (profile) return summarise(profile.nodes);
    if (Date.now() > deadline) throw new Error(`No profile was written to ${file}.`);
    await sleep(100);
  }
}

function readProfile(file: string): { readonly nodes: readonly ProfileNode[] } | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { nodes: ProfileNode[] };
  } catch {
    return undefined; // only a part of it is written
  }
}

function summarise(nodes: readonly ProfileNode[]): string {
  const hits = new Map<string, number>();
  let total = 0;
  for (const { hitCount = 0, callFrame } of nodes) {
    if (hitCount === 0 || callFrame.functionName === '(idle)') continue;
    const place = namePlace(callFrame);
    hits.set(place, (hits.get(place) ?? 0) + hitCount);
    total += hitCount;
  }
  const most = [...hits].sort(([, one], [, two]) => two - one).slice(0, SHOWN);
  return most.map(([place, count]) => `${place} ${Math.round((100 * count) / total)} %`).join(', ');
}

/** The package, the part of Node or the project that a function belongs to. */
function namePlace({ functionName, url }: ProfileNode['callFrame']): string {
  if (functionName === '(garbage collector)') return 'garbage collection';
  if (url === '') return 'native code';
  const place =
    /^((?:@[^/]+\/)?[^/]+)/.exec(url.split('/node_modules/').slice(1).at(-1) ?? '') ??
    /\/((?:libs|apps|tools)\/[^/]+)\//.exec(url) ??
    /^(node:(?:internal\/)?[a-z_]+)/.exec(url);
  return place?.[1] ?? 'other';
}
