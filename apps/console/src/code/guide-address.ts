import type { Language } from '@app2wxapp/core';

/**
 * Builds the address of a guide's page in a language. `docsUrl` is the documentation's site, or its folder in a
 * repository, where a page is a file.
 */
export function buildGuideAddress(docsUrl: string, page: string, language: Language): string {
  const base = docsUrl.replace(/\/$/, '');
  // GitHub and GitLab; Gitea.
  const isRepository = /\/(tree|src)\//.test(base);
  if (isRepository) return `${base}/${nameGuideFile(page, language)}`;
  return `${base}/${language === 'zh' ? 'zh/' : ''}${page}.html`;
}

/** Returns the path of a guide's file in the folder of the documentation. */
export function nameGuideFile(page: string, language: Language): string {
  return `${page}${language === 'zh' ? '.zh-CN' : ''}.md`;
}
