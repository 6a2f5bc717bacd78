/**
 * Adds the page's nonce to every style element that a script creates. Components measure scroll bars and lock the
 * page behind a drawer by styles of their own, which antd's `csp` option does not cover.
 *
 * @returns the nonce, for components that ask for one
 */
export function nonceStyles(): string {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
  const create = document.createElement.bind(document);
  document.createElement = (name: string, options?: ElementCreationOptions) => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) element.nonce = nonce;
    return element;
  };
  return nonce;
}
