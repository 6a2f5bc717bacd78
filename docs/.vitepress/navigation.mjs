// The menus of both languages. A page's name in them is its title, or the shorter one that is given here.
import { API_PAGES, PAGES } from './pages.mjs';

const GROUPS = [
  { en: 'Start', zh: '入门', pages: ['flow', 'curl', 'simulator', 'errors', 'upgrading'] },
  {
    en: 'The app',
    zh: 'App',
    pages: [
      ...[
        'guides/index',
        'guides/android-kotlin',
        'guides/ios-swift',
        'guides/harmonyos-arkts',
        'guides/flutter',
      ],
      ...['guides/react-native', 'guides/expo', 'guides/capacitor', 'guides/cordova', 'guides/uni-app'],
      ...['guides/direct-mode', 'guides/app-review', 'guides/outcomes', 'guides/tools', 'guides/sizes'],
    ],
  },
  {
    en: 'The backend',
    zh: '后端',
    pages: [
      ...['backend', 'graphql', 'backends/index', 'backends/express', 'backends/fastify', 'backends/hono'],
      'backends/nextjs',
    ],
  },
  { en: 'The mini program', zh: '小程序', pages: ['miniprogram'] },
  {
    en: 'Operation',
    zh: '运维',
    pages: ['authority', 'authority-reference', 'console', 'monitoring', 'reliability', 'performance'],
  },
  { en: 'Migration', zh: '迁移', pages: ['migrating-from-authing', 'migrating-from-hand-written'] },
  { en: 'Security', zh: '安全', pages: ['security', 'threat-model', 'asvs'] },
  {
    en: 'Packages',
    zh: '软件包',
    pages: [
      ...['browser', 'nest', 'client', 'core', 'consent', 'authority', 'authority-server', 'miniprogram'],
      ...['simulator', 'console', 'backend'],
    ].map((name) => `packages/${name}`),
  },
  {
    en: 'Background',
    zh: '背景',
    pages: [
      'architecture',
      'decisions/index',
      'guides/query-strings',
      'guides/releasing',
      'contributing',
      'changelog',
    ],
  },
];
/** The reference that TypeDoc writes from docstrings. */
const API = { en: 'API of the packages', zh: '软件包 API' };
/** New pages are shown here until a group lists them. */
const OTHERS = { en: 'More', zh: '更多' };
const HTTP_REFERENCES = ['authority-reference', 'packages/backend'];
const BY_TARGET = new Map([...PAGES.values()].map((page) => [page.target, page]));

/** The menu at the side. A page that has no Chinese version is listed with its English one. */
export function createSidebar(language) {
  const groups = [...GROUPS, { ...OTHERS, pages: findOthers() }]
    .map((group) => ({
      text: group[language],
      collapsed: group.en !== 'Start',
      items: group.pages.map((page) => findItem(page, language)).filter((item) => item !== undefined),
    }))
    .filter(({ items }) => items.length > 0);
  return [...groups, { text: API[language], collapsed: true, items: listApi(language) }];
}

/** The references of the HTTP APIs, and of the packages. */
export function createApiMenu(language) {
  return [
    { text: 'HTTP', items: HTTP_REFERENCES.map((page) => findItem(page, language)) },
    { text: API[language], items: listApi(language) },
  ];
}

function listApi(language) {
  const root = language === 'zh' ? '/zh/' : '/';
  return API_PAGES.map(({ entry, target }) => ({ text: entry, link: root + target.replace(/\.md$/, '') }));
}

/** Pages that no group lists, decisions aside, which have a list of their own. */
function findOthers() {
  const listed = new Set(GROUPS.flatMap(({ pages }) => pages));
  const pages = [...BY_TARGET.keys()].filter((target) => !/^(?:zh\/|index\.md|decisions\/0)/.test(target));
  return pages.map((target) => target.replace(/\.md$/, '')).filter((page) => !listed.has(page));
}

function findItem(page, language) {
  const own = language === 'zh' ? BY_TARGET.get(`zh/${page}.md`) : undefined;
  const { target, title } = own ?? BY_TARGET.get(`${page}.md`) ?? {};
  if (target === undefined) return undefined;
  const mark = language === 'zh' && own === undefined ? '（英文）' : '';
  return { text: title.split('：')[0].split(': ')[0] + mark, link: `/${target.replace(/\.md$/, '')}` };
}
