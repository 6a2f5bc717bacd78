import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** The simulator's page, handled as a visitor would: by the labels of its buttons. Chinese unless said otherwise. */
export class PhonePage {
  /** What the browser complained about, such as an exception or a breach of the content security policy. */
  readonly complaints: string[] = [];

  private constructor(readonly page: Page) {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refusal by a server is written there as well; the tests look at what the page makes of it.
      const isRefusal = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !isRefusal) this.complaints.push(message.text());
    });
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<PhonePage> {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 900 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      ...options,
    });
    context.setDefaultTimeout(30_000);
    const phonePage = new PhonePage(await context.newPage());
    await phonePage.page.goto(url);
    await phonePage.unfold();
    return phonePage;
  }

  /** Opens the settings below the phone. */
  async unfold(): Promise<void> {
    await this.phone.waitFor();
    await this.page.locator('details').evaluateAll((folds: HTMLDetailsElement[]) => {
      for (const fold of folds) fold.open = true;
    });
  }

  /** The phone itself. */
  get phone(): Locator {
    return this.page.getByRole('region', { name: /^(手机|Phone)$/ });
  }

  heading(name: string | RegExp): Locator {
    return this.phone.getByRole('heading', { name });
  }

  async choosePool(name: '经后端' | 'App 直连' | 'App 白名单'): Promise<void> {
    await this.page.getByRole('radio', { name }).check();
  }

  /** Gives the phone to a user, by the beginning of its text in the list. */
  async chooseUser(name: string): Promise<void> {
    const list = this.page.getByLabel('当前微信用户');
    const value = await list.locator('option').filter({ hasText: name }).first().getAttribute('value');
    await list.selectOption(value);
  }

  /** Switches a fault of WeChat's server on or off, and waits until that server has done so. */
  async chooseFault(name: string): Promise<void> {
    const list = this.page.getByLabel('微信服务器故障');
    await list.selectOption(name);
    await list.locator('option:checked', { hasText: name }).waitFor({ state: 'attached' });
  }

  async press(name: string): Promise<void> {
    await this.phone.getByRole('button', { name, exact: true }).click();
  }

  /** The whole login, with the phone number. */
  async logIn(): Promise<void> {
    await this.press('用微信登录');
    await this.press('同意并提供手机号');
    await this.press('允许');
    await this.press('返回 App');
    await this.press('打开');
  }

  /** Plays a scenario and returns what the page says of it, the verdict first. */
  async play(name: string): Promise<string> {
    const panel = this.page.getByRole('region', { name: '异常与攻击演练' });
    await panel.getByRole('button', { name, exact: true }).click();
    const result = panel.getByRole('status').filter({ hasText: /^(已拦截|已恢复|正常|未拦截|演示没有完成)/ });
    await result.waitFor({ timeout: 30_000 });
    return result.innerText();
  }

  /** What went over the wires, a line each: who, what, status. */
  async wires(): Promise<string[]> {
    const lines = await this.page
      .getByRole('region', { name: '请求全过程' })
      .locator('button.wire-row')
      .allInnerTexts();
    return lines.map((line) => line.replace(/\s+/g, ' '));
  }

  /** Waits until the messages listed match, one after another: WeChat's server reports its own later than the app. */
  seeWires(pattern: RegExp): Promise<void> {
    return this.page.getByRole('region', { name: '请求全过程' }).filter({ hasText: pattern }).waitFor();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
