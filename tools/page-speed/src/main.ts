import { hasBrowser, launchBrowser } from '@app2wxapp/test-environment/browser';
import { runLogin, startTemporaryDemo, type TemporaryDemo } from '@app2wxapp/demo';
import { findFreePort } from '@app2wxapp/test-environment/servers';
import { measurePage, type Device, type MeasuredPage, type Measurement } from './measure-page.js';

// Lighthouse on the pages as they are served, in the browser that is installed. Red below the floor. Not a test: what
// else the machine does shows in the figures, so each page is measured several times, and the median counts.

const FLOOR = 95;
const RUNS = 3;
const DEVICES: readonly Device[] = ['mobile', 'desktop'];

if (!hasBrowser()) {
  process.stderr.write('Lighthouse needs Chromium or Chrome. Install one, or set CHROMIUM_PATH.\n');
  process.exit(1);
}
const demo = await startTemporaryDemo();
const port = await findFreePort();
const browser = await launchBrowser([`--remote-debugging-port=${port}`]);
try {
  await runLogin(demo);
  const measurements: Measurement[] = [];
  const low: Measurement[] = [];
  for (const page of await listPages(demo)) {
    for (const device of DEVICES) {
      const median = await measureMedian(page, device);
      measurements.push(median);
      if (isLow(median, page)) low.push(median);
      process.stderr.write(`${median.page}, ${device}: ${median.performance}, ${median.accessibility}\n`);
    }
  }
  console.table(measurements.map(toRow));
  for (const { page, device, complaints } of low) {
    process.stderr.write(`Below ${FLOOR}: ${page}, ${device} ${complaints.join(' ')}\n`);
  }
  process.exitCode = low.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await demo.remove();
}

async function listPages({
  simulator,
  authority,
  operatorToken,
  pools,
}: TemporaryDemo): Promise<MeasuredPage[]> {
  const console_ = `${authority}/console`;
  const cookie = await signIn(authority, operatorToken);
  // An operator sits at a computer; what a phone would have to wait is printed and not judged.
  const heldOn = ['desktop'] as const;
  return [
    { name: 'simulator', url: simulator, heldOn: DEVICES },
    { name: 'console, signing in', url: console_, heldOn },
    { name: 'console, pools', url: `${console_}/pools`, heldOn, cookie },
    {
      name: "console, a pool's charts",
      url: `${console_}/pools/${pools[0]?.userPoolId ?? ''}`,
      heldOn,
      cookie,
    },
  ];
}

function isLow({ device, performance, accessibility }: Measurement, { heldOn }: MeasuredPage): boolean {
  return accessibility < FLOOR || (heldOn.includes(device) && performance < FLOOR);
}

async function signIn(authority: string, token: string): Promise<string> {
  const response = await fetch(`${authority}/admin/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-app2wxapp-console': '1' },
    body: JSON.stringify({ token }),
  });
  const [cookie] = response.headers.get('set-cookie')?.split(';') ?? [];
  if (cookie === undefined) throw new Error(`The authority answered ${response.status} to the sign-in.`);
  return cookie;
}

async function measureMedian(page: MeasuredPage, device: Device): Promise<Measurement> {
  const runs: Measurement[] = [];
  while (runs.length < RUNS) runs.push(await measurePage(page, device, port));
  runs.sort((a, b) => a.performance - b.performance);
  return runs[Math.floor(RUNS / 2)] as Measurement;
}

function toRow(measurement: Measurement): object {
  const { page, device, performance, accessibility, ...times } = measurement;
  return {
    page,
    device,
    performance,
    accessibility,
    'FCP ms': Math.round(times.firstContentfulPaint),
    'LCP ms': Math.round(times.largestContentfulPaint),
    'TBT ms': Math.round(times.totalBlockingTime),
    CLS: Number(times.cumulativeLayoutShift.toFixed(3)),
  };
}
