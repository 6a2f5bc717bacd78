import type { SharedDemo } from '@app2wxapp/demo';
import type { Browser, BrowserContextOptions, Locator, Page, Request, Route } from 'playwright-core';

/** The authority whose console it is. */
type Server = Pick<SharedDemo, 'authority' | 'operatorToken'>;

/** The console in a browser of its own, with what a test does there all the time. */
export class ConsolePage {
  private constructor(
    readonly page: Page,
    private readonly demo: Server,
    /** What the page's own scripts complained about, and what its policy kept out. */
    readonly complaints: string[],
  ) {}

  static async open(browser: Browser, demo: Server, options: BrowserContextOptions = {}) {
    const context = await browser.newContext({ locale: 'zh-CN', reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A refusal by the server is written there as well; the tests look at what the page makes of it.
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
    });
    await page.exposeFunction('reportViolation', (directive: string) => complaints.push(directive));
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => {
        (globalThis as unknown as { reportViolation: (text: string) => void }).reportViolation(
          violatedDirective,
        );
      });
    });
    await page.goto(`${demo.authority}/console`);
    const console = new ConsolePage(page, demo, complaints);
    await console.settle();
    return console;
  }

  async signIn(token = this.demo.operatorToken): Promise<void> {
    await this.page.getByLabel(/管理员 token|Operator token/).fill(token);
    await this.page.getByRole('button', { name: /^(登录|Sign in)$/ }).click();
    await this.page.getByRole('heading', { name: /^(用户池|Pools)$/ }).waitFor();
    await this.settle();
  }

  /** Opens a screen of a pool by its address. */
  async goTo(userPoolId: string, screen: string): Promise<void> {
    await this.page.goto(`${this.demo.authority}/console/pools/${userPoolId}${screen && `/${screen}`}`);
    await this.page.locator('.screen-nav [aria-current=page]').waitFor();
    await this.settle();
  }

  /** Waits until the screen is there and nothing on it is still loading. */
  async settle(): Promise<void> {
    await this.page.locator('#root .frame-body, #root .sign-in').first().waitFor();
    const loading = '[aria-busy=true], .ant-spin-spinning, .frame-pending';
    await this.page.locator(loading).first().waitFor({ state: 'detached' });
  }

  /** Holds the requests that a filter finds. @returns a function that lets them go, and those after them */
  async hold(isHeld: (request: Request) => boolean): Promise<() => Promise<void>> {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const handler = async (route: Route) => {
      if (isHeld(route.request())) await released;
      await route.fallback();
    };
    await this.page.route('**/*', handler);
    return async () => {
      release();
      await this.page.unroute('**/*', handler);
    };
  }

  /** Brings the tab to the front, as if after more than the five seconds in which the page asks only once. */
  async comeToFront(): Promise<void> {
    await this.page.evaluate(async () => {
      // SWR's `dedupingInterval`: for two seconds, the page uses the response to an equal request.
      await new Promise((resolve) => setTimeout(resolve, 2000));
      const now = Date.now.bind(Date);
      Date.now = () => now() + 6000;
      dispatchEvent(new Event('focus'));
    });
  }

  /** Opens a screen of a pool as an operator does. */
  async openScreen(name: string): Promise<void> {
    await this.page.locator('.screen-nav').getByRole('link', { name, exact: true }).click();
  }

  press(name: string | RegExp, within: Page | Locator = this.page): Promise<void> {
    return within.getByRole('button', { name }).click();
  }

  /** Waits until the settings are stored: the message of an earlier save may still be shown. */
  waitUntilSaved(): Promise<void> {
    return this.page.getByRole('button', { name: '保存设置', disabled: true }).waitFor();
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').last();
  }

  see(text: string | RegExp): Promise<void> {
    return this.page.getByText(text).first().waitFor();
  }

  /** Reads a secret off the screen and says that it is kept. */
  async takeSecret(): Promise<string> {
    const secret = (await this.page.getByTestId('shown-once').innerText()).trim();
    await this.press(/我已保存|I have saved it/, this.dialog);
    return secret;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
