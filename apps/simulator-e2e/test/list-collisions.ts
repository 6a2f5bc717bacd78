import { waitUntilStill } from '@app2wxapp/test-environment/browser';
import type { Page } from 'playwright-core';

/** What lies on another, is cut by its own box, breaks within a word or leaves the page, among what can be pressed or is a name. */
export async function listCollisions(page: Page): Promise<string[]> {
  await waitUntilStill(page);
  return page.evaluate(() => {
    const selector =
      'button, select, summary, h1, h3, .home-sheet h2, .why, .masthead p, .wire-heads span, .wire-time, .wire-status, .mini-page > *, .segments label, ' +
      '.switch, .choice span, .verdict, .scenario-result p, .page-problem, .time-machine span, .story-caption p, .related a';
    // What is folded has a size all the same.
    const isFolded = (element: Element) =>
      element.closest('summary') === null && element.closest('details:not([open])') !== null;
    const boxes = [...document.querySelectorAll<HTMLElement>(selector)]
      .map((element) => ({
        element,
        name: element.innerText.slice(0, 40),
        box: element.getBoundingClientRect(),
      }))
      .filter(
        ({ element, box }) => box.width > 0 && element.closest('[inert]') === null && !isFolded(element),
      );
    const layerOf = (element: Element) =>
      element.closest('.wire-heads, .wires-scroll, .mini-page') ?? document.body;
    const found: string[] = [];
    for (const { element, name, box } of boxes) {
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
        found.push(`cut: ${name}`);
      if (element.scrollHeight > element.clientHeight + 1 && element.clientHeight > 0) {
        found.push(`cut below: ${name}`);
      }
      if (box.left < 0 || box.right > document.documentElement.clientWidth) found.push(`outside: ${name}`);
    }
    for (const button of document.querySelectorAll('button, .segments label')) {
      if (isFolded(button)) continue;
      const walker = document.createTreeWalker(button, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const text = node.nodeValue ?? '';
        const lineOf = (at: number) => {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + 1);
          return range.getBoundingClientRect().top;
        };
        for (const { index } of text.matchAll(/\p{Script=Han}(?=\p{Script=Han})/gu)) {
          if (lineOf(index + 1) > lineOf(index) + 4) found.push(`broken within a word: ${text}`);
        }
      }
    }
    for (const label of document.querySelectorAll<HTMLElement>('.wire-label')) {
      const lanes = label.parentElement?.getBoundingClientRect();
      const { left, right } = label.getBoundingClientRect();
      if (lanes && (left < lanes.left || right > lanes.right))
        found.push(`beyond the lanes: ${label.innerText}`);
    }
    boxes.forEach((one, index) => {
      for (const other of boxes.slice(index + 1)) {
        const isInside = one.element.contains(other.element) || other.element.contains(one.element);
        // What is scrolled away lies below what stays.
        const isSameLayer = layerOf(one.element) === layerOf(other.element);
        if (isInside || !isSameLayer) continue;
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 1 && high > 1) found.push(`overlap: ${one.name} | ${other.name}`);
      }
    });
    return found;
  });
}
