import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** The simulator's page, handled as a visitor would: by what stands on its buttons. Chinese unless said otherwise. */
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
    return phonePage;
  }

  /** The phone itself. */
  get phone(): Locator {
    return this.page.getByRole('region', { name: /^(手机|Phone)$/ });
  }

  heading(name: string | RegExp): Locator {
    return this.phone.getByRole('heading', { name });
  }

  async choosePool(name: '经业务后端' | 'App 直接换取' | '只许名单上的 App'): Promise<void> {
    await this.page.getByRole('radio', { name }).check();
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

  /** Plays a situation and returns what the page says of it, the verdict first. */
  async play(name: string): Promise<string> {
    const panel = this.page.getByRole('region', { name: '真实世界里会出的事' });
    await panel.getByRole('button', { name, exact: true }).click();
    const result = panel.getByRole('status').filter({ hasText: /^(被拦住|救回来了|正常|没拦住|没有演完)/ });
    await result.waitFor({ timeout: 30_000 });
    return result.innerText();
  }

  /** What went over the wires, a line each: who, what, status. */
  async wires(): Promise<string[]> {
    const lines = await this.page
      .getByRole('region', { name: '线上传了什么' })
      .getByRole('button')
      .allInnerTexts();
    return lines.map((line) => line.replace(/\s+/g, ' '));
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
