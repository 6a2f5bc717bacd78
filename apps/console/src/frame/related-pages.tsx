import { readPageConfig } from '../api/page-config.js';
import { useText } from '../language/language.js';

/** The ways to what belongs to this authority: its APIs, and the pages that its settings name. */
export function RelatedPages() {
  const t = useText();
  const { simulatorUrl, backendUrl, docsUrl } = readPageConfig();
  const pages = [
    { name: t('模拟器', 'Simulator'), url: simulatorUrl },
    { name: t('业务后端接口', "Backend's API"), url: backendUrl && `${backendUrl}/docs` },
    { name: t('管理员 API（OpenAPI）', "Operators' API (OpenAPI)"), url: '/admin/openapi.json' },
    { name: t('登录接口（OpenAPI）', "Logins' API (OpenAPI)"), url: '/openapi.json' },
    { name: t('文档', 'Docs'), url: docsUrl },
  ];
  return (
    <nav className="related" aria-label={t('相关页面', 'Related pages')}>
      {pages.map(
        ({ name, url }) =>
          url !== undefined && (
            <a key={name} href={url} target="_blank" rel="noopener">
              {name}
            </a>
          ),
      )}
    </nav>
  );
}
