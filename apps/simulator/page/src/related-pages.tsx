import { groupByLanguage, type Language } from '@app2wxapp/core';
import type { PageConfig } from './page-config.js';
import { sourceUrl } from './story/source-line.js';

const NAMES = groupByLanguage({
  title: { zh: '相关页面', en: 'Related pages' },
  console: { zh: '管理控制台', en: 'Console' },
  backend: { zh: '后端接口', en: 'Backend API' },
  logins: { zh: '登录接口（OpenAPI）', en: 'Login API (OpenAPI)' },
  operators: { zh: '管理员 API（OpenAPI）', en: 'Operator API (OpenAPI)' },
  docs: { zh: '文档', en: 'Docs' },
});

/** Links to the pages of the servers that the phone talks to, and to this page's own documentation. */
export function RelatedPages({
  config: { authority, backend },
  language,
}: {
  readonly config: PageConfig;
  readonly language: Language;
}) {
  const names = NAMES[language];
  const pages = [
    [names.console, `${authority}/console`],
    [names.backend, `${backend}/docs`],
    [names.logins, `${authority}/openapi.json`],
    [names.operators, `${authority}/admin/openapi.json`],
    [names.docs, sourceUrl(`docs/simulator${language === 'zh' ? '.zh-CN' : ''}.md`)],
  ] as const;
  return (
    <nav className="related" aria-label={names.title}>
      {pages.map(([name, url]) => (
        <a key={url} href={url} target="_blank" rel="noopener">
          {name}
        </a>
      ))}
    </nav>
  );
}
