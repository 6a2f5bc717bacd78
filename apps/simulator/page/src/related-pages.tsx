import type { Language } from './language.js';
import type { PageConfig } from './page-config.js';

const NAMES = {
  zh: ['管理控制台', '业务后端接口', '登录接口（OpenAPI）', '管理员 API（OpenAPI）', '相关页面'],
  en: ['Console', "Backend's API", "Logins' API (OpenAPI)", "Operators' API (OpenAPI)", 'Related pages'],
} as const;

/** The ways to the pages of the servers that the phone talks to. */
export function RelatedPages({
  config: { authority, backend },
  language,
}: {
  readonly config: PageConfig;
  readonly language: Language;
}) {
  const [console, api, logins, operators, label] = NAMES[language];
  const pages = [
    [console, `${authority}/console`],
    [api, `${backend}/docs`],
    [logins, `${authority}/openapi.json`],
    [operators, `${authority}/admin/openapi.json`],
  ] as const;
  return (
    <nav className="related" aria-label={label}>
      {pages.map(([name, url]) => (
        <a key={url} href={url} target="_blank" rel="noopener">
          {name}
        </a>
      ))}
    </nav>
  );
}
