import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';

const ENCODER = fileURLToPath(new URL('../animation', import.meta.url));
const INSTALL = fileURLToPath(new URL('../../../tools/install-packages.mjs', import.meta.url));

/** Pictures of a page, one after another, as an animated WebP that starts again at its end. */
export class MovingPicture {
  private readonly frames: { readonly picture: Buffer; readonly ms: number }[] = [];

  constructor(private readonly page: Page) {}

  /** How long the frames take together, in milliseconds. */
  get duration(): number {
    return this.frames.reduce((sum, { ms }) => sum + ms, 0);
  }

  /** Takes the page as it is, and shows it for `ms`. */
  async show(ms: number): Promise<void> {
    this.frames.push({ picture: await this.page.screenshot(), ms });
  }

  /** Shows a finger on a button for `ms`, and presses it. */
  async press(button: Locator, ms: number): Promise<void> {
    await button.scrollIntoViewIfNeeded();
    const box = await button.boundingBox();
    if (box === null) throw new Error('The button is not on the page.');
    await this.page.evaluate(putFinger, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
    await this.show(ms);
    await this.page.evaluate(removeFinger);
    await button.click();
  }

  /** Writes the file, by sharp, which is installed at the first time. @returns its bytes */
  save(path: string): number {
    const folder = mkdtempSync(join(tmpdir(), 'app2wxapp-frames-'));
    try {
      const frames = this.frames.map(({ picture, ms }, index) => {
        const file = join(folder, `${index}.png`);
        writeFileSync(file, picture);
        return `${file}=${ms}`;
      });
      execFileSync(process.execPath, [INSTALL, ENCODER], { timeout: 300_000 });
      execFileSync(process.execPath, [join(ENCODER, 'join.mjs'), path, ...frames], { timeout: 120_000 });
      return statSync(path).size;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function putFinger({ x, y }: { readonly x: number; readonly y: number }): void {
  const finger = document.createElement('div');
  finger.id = 'finger';
  finger.style.cssText = `position:fixed;left:${x - 19}px;top:${y - 19}px;width:38px;height:38px;border-radius:50%;z-index:9999;pointer-events:none;background:#0004;border:3px solid #fffc;box-sizing:border-box`;
  document.body.append(finger);
}

function removeFinger(): void {
  document.getElementById('finger')?.remove();
}
