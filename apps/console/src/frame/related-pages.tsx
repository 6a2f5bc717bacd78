import { readPageConfig } from '../api/page-config.js';
import { useText } from '../language/language.js';

/** Links to the authority's APIs, and the pages that its settings name. */
export function RelatedPages() {
  const t = useText();
  const { simulatorUrl, backendUrl, docsUrl } = readPageConfig();
  const pages = [
    { name: t({ zh: '模拟器', en: 'Simulator' }), url: simulatorUrl },
    { name: t({ zh: '后端接口', en: 'Backend API' }), url: backendUrl && `${backendUrl}/docs` },
    { name: t({ zh: '管理员 API（OpenAPI）', en: 'Operator API (OpenAPI)' }), url: '/admin/openapi.json' },
    { name: t({ zh: '登录接口（OpenAPI）', en: 'Login API (OpenAPI)' }), url: '/openapi.json' },
    { name: t({ zh: '文档', en: 'Docs' }), url: docsUrl },
  ];
  return (
    <nav className="related" aria-label={t({ zh: '相关页面', en: 'Related pages' })}>
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
