import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { checklists } from './checklists.mjs';
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

// By its name the icon would be fetched from another site by each reader's browser.
const GITHUB =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M12 .297c-6.63 0-12 5.373-12 12 0 5.303 3.438 9.8 8.205 11.385.6.113.82-.258.82-.577 0-.285-.01-1.04-.015-2.04-3.338.724-4.042-1.61-4.042-1.61C4.422 18.07 3.633 17.7 3.633 17.7c-1.087-.744.084-.729.084-.729 1.205.084 1.838 1.236 1.838 1.236 1.07 1.835 2.809 1.305 3.495.998.108-.776.417-1.305.76-1.605-2.665-.3-5.466-1.332-5.466-5.93 0-1.31.465-2.38 1.235-3.22-.135-.303-.54-1.523.105-3.176 0 0 1.005-.322 3.3 1.23.96-.267 1.98-.399 3-.405 1.02.006 2.04.138 3 .405 2.28-1.552 3.285-1.23 3.285-1.23.645 1.653.24 2.873.12 3.176.765.84 1.23 1.91 1.23 3.22 0 4.61-2.805 5.625-5.475 5.92.42.36.81 1.096.81 2.22 0 1.606-.015 2.896-.015 3.286 0 .315.21.69.825.57C20.565 22.092 24 17.592 24 12.297c0-6.627-5.373-12-12-12"/></svg>';

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
      markdown.use(repositoryLinks).use(checklists).use(codeTitles).use(sequenceDiagrams);
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
    socialLinks: [
      { icon: { svg: GITHUB }, link: 'https://github.com/app2wxapp/app2wxapp', ariaLabel: 'GitHub' },
    ],
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
          { text: `v${version}`, link: '/zh/changelog' },
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
