import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { codeTitles, repositoryLinks, slugify } from './links.mjs';
import { writeTexts } from './llms-text.mjs';
import { createApiMenu, createSidebar } from './navigation.mjs';
import { COPIES, copyChanges, copyPages, ENGLISH_ONLY, ROOT } from './pages.mjs';
import { sequenceDiagrams } from './sequence-diagrams.mjs';

const { version } = JSON.parse(readFileSync(join(ROOT, 'libs/core/package.json'), 'utf8'));

const publicDir = join(ROOT, 'docs/.vitepress/public');
copyPages(publicDir);

/** Where the site is hosted below its domain: `/` unless DOCS_BASE says otherwise, with a slash at both ends. */
const base = process.env.DOCS_BASE ?? '/';

export default defineConfig({
  title: 'app2wxapp',
  description: 'Log users of a mobile app in through a WeChat mini program.',
  base,
  srcDir: COPIES,
  outDir: join(ROOT, 'docs/.vitepress/dist'),
  head: [['link', { rel: 'icon', href: `${base}icon.svg` }]],
  // Addresses of a server that the reader starts.
  ignoreDeadLinks: 'localhostLinks',
  markdown: {
    anchor: { slugify },
    config: (markdown) => {
      markdown.use(repositoryLinks).use(codeTitles).use(sequenceDiagrams);
    },
    languageAlias: { arkts: 'ts', ets: 'ts', gradle: 'groovy', http: 'text' },
  },
  vite: {
    publicDir,
    plugins: [copyChanges],
    server: { fs: { allow: [ROOT] } },
  },
  buildEnd: ({ outDir }) => writeTexts(outDir, base),
  themeConfig: {
    englishOnly: ENGLISH_ONLY.map((target) => target.replace(/\.md$/, '')),
    socialLinks: [{ icon: 'github', link: 'https://github.com/app2wxapp/app2wxapp' }],
    search: {
      provider: 'local',
      options: { miniSearch: { options: { tokenize } }, locales: { zh: searchTexts() } },
    },
    outline: [2, 3],
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      themeConfig: {
        nav: [
          { text: 'The flow', link: '/flow' },
          { text: 'Guides', link: '/guides/' },
          { text: 'Errors', link: '/errors' },
          { text: 'API', items: createApiMenu('en') },
          { text: `v${version}`, link: '/changelog' },
        ],
        sidebar: createSidebar('en'),
      },
    },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      link: '/zh/',
      description: '通过微信小程序登录 App。',
      themeConfig: {
        nav: [
          { text: '登录流程', link: '/zh/flow' },
          { text: '接入指南', link: '/zh/guides/' },
          { text: '错误', link: '/zh/errors' },
          { text: 'API', items: createApiMenu('zh') },
          { text: `v${version}`, link: '/changelog' },
        ],
        sidebar: createSidebar('zh'),
        outline: { level: [2, 3], label: '本页内容' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        skipToContentLabel: '跳到正文',
        notFound: { title: '没有这个页面', quote: '', linkText: '回到首页', linkLabel: '回到首页' },
      },
    },
  },
});

/** Words of letters, and for Chinese, which has no spaces, every pair of characters. The browser runs it by itself. */
function tokenize(text) {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];
  return words.flatMap((word) => {
    const runs = word.match(/\p{Script=Han}+|\P{Script=Han}+/gu) ?? [];
    return runs.flatMap((run) => {
      if (!/\p{Script=Han}/u.test(run) || run.length < 3) return [run];
      return Array.from({ length: run.length - 1 }, (_, index) => run.slice(index, index + 2));
    });
  });
}

function searchTexts() {
  return {
    translations: {
      button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
      modal: {
        displayDetails: '显示详情',
        resetButtonTitle: '清除',
        backButtonTitle: '关闭',
        noResultsText: '没有结果：',
        footer: { selectText: '打开', navigateText: '选择', closeText: '关闭' },
      },
    },
  };
}
