import type { Page } from 'playwright-core';

/**
 * Waits until a page is drawn and nothing on it moves, except what moves for ever, such as the sign that it loads. What
 * is measured, looked at or pressed by its place is final then. An outcome that needs more than two frames, such as a
 * response, is waited for before.
 *
 * @throws {Error} when something still moves after the page's default timeout
 */
export async function waitUntilStill(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    // What a press changes, and what follows from a new size, is drawn two frames later at the latest.
    for (let frames = 0; frames < 2; frames++) await new Promise(requestAnimationFrame);
    return document
      .getAnimations()
      .every(
        ({ effect, playState }) =>
          playState !== 'running' || effect?.getComputedTiming().endTime === Infinity,
      );
  });
}
