import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { RunningAuthority } from '../running-authority.js';

const ROOT = new URL('../../../../', import.meta.url);
const readText = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');
const METRICS_TOKEN = 'the-token-of-whoever-reads-metrics';
const METRIC = /\b(?:app2wxapp|nodejs|process)_[a-z0-9_]+\b/g;
/** What Prometheus adds to the name of a histogram. */
const SUFFIX = /_(bucket|count|sum)$/;

interface Dashboard {
  readonly panels: readonly { readonly targets: readonly { readonly expr: string }[] }[];
}
interface Alerts {
  readonly groups: readonly {
    readonly rules: readonly { readonly alert: string; readonly expr: string }[];
  }[];
}

describe('the metrics that are watched', () => {
  const server = new RunningAuthority();
  let served: Set<string>;
  let text: string;
  const { panels } = JSON.parse(
    readText('apps/authority-server/monitoring/grafana-dashboard.json'),
  ) as Dashboard;
  const { groups } = parse(readText('apps/authority-server/monitoring/alerts.yaml')) as Alerts;
  const rules = groups.flatMap((group) => group.rules);
  const page = readText('docs/monitoring.md');

  beforeAll(async () => {
    await server.start({ metricsToken: METRICS_TOKEN });
    const pool = await server.createPool();
    await server.exchange(pool, { ticket: await server.issueTicket(pool), secret: pool.secret });
    ({ text } = await server.send('/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } }));
    served = new Set([...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name = '']) => name));
  }, 60_000);
  afterAll(() => server.stop());

  const listUnknown = (source: string) =>
    [...source.matchAll(METRIC)]
      .map(([name]) => name.replace(SUFFIX, ''))
      .filter((name) => !served.has(name));

  test('are served: those of the dashboard, the alerts and the page', () => {
    const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(expressions.length).toBeGreaterThan(8);
    expect(rules.length).toBeGreaterThan(5);
    for (const source of [...expressions, ...rules.map(({ expr }) => expr)]) {
      expect([source, [...source.matchAll(METRIC)].length > 0, listUnknown(source)]).toEqual([
        source,
        true,
        [],
      ]);
    }
    expect(listUnknown(page)).toEqual([]);
  });

  test('are on the page: every metric of the authority, and every alert', () => {
    const own = [...served].filter((name) => name.startsWith('app2wxapp_'));
    expect(own.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
    expect(rules.filter(({ alert }) => !page.includes(`\`${alert}\``))).toEqual([]);
  });

  test('select existing routes', () => {
    const patterns = [...JSON.stringify([panels, rules]).matchAll(/route=~\\+"([^"\\]+)\\+"/g)];
    expect(patterns.length).toBeGreaterThan(2);
    const routes = [...text.matchAll(/route="([^"]+)"/g)].map(([, route = '']) => route);
    for (const [, pattern = ''] of patterns) {
      expect([pattern, routes.some((route) => new RegExp(`^(?:${pattern})$`).test(route))]).toEqual([
        pattern,
        true,
      ]);
    }
  });
});
