import { waitUntilStill } from '@app2wxapp/test-environment/browser';
import type { Page } from 'playwright-core';

/**
 * What a screen reader or a narrow window makes worse than axe says: icons that are read by their English file names,
 * and what is cut off or sticks out of its table, drawer or page.
 */
export async function listFlaws(page: Page): Promise<string[]> {
  await waitUntilStill(page);
  return page.evaluate(() => {
    const isSeen = (element: Element) => element.checkVisibility({ visibilityProperty: true });
    const names = [...document.querySelectorAll('.anticon[aria-label]')]
      .filter((icon) => isSeen(icon) && /^[a-z-]+$/.test(icon.getAttribute('aria-label') ?? ''))
      .filter((icon) => !icon.closest('[aria-hidden=true], button[aria-label], [role=button][aria-label]'))
      .map((icon) => `an icon is read as ${icon.getAttribute('aria-label') ?? ''}`);
    const cut = [
      ...document.querySelectorAll<HTMLElement>('h1, h2, h3, button, .ant-drawer-title, .ant-table-content'),
    ]
      .filter((element) => isSeen(element) && element.clientWidth > 0)
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map((element) => `cut: ${element.innerText.slice(0, 40)}`);
    // A desktop at 400 % has no room for them in one.
    const broken = [...document.querySelectorAll<HTMLElement>('.ant-tag')]
      .filter((tag) => innerWidth > 340 && isSeen(tag) && tag.offsetHeight > 32)
      .map((tag) => `in two lines: ${tag.innerText}`);
    return [...names, ...cut, ...broken];
  });
}
