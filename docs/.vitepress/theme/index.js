import DefaultTheme from 'vitepress/theme';
import './style.css';

/** VitePress's own theme. What has no Chinese page is shown in English. */
export default {
  extends: DefaultTheme,
  enhanceApp({ router, siteData }) {
    router.onBeforeRouteChange = (to) => {
      const { base, themeConfig } = siteData.value;
      const [path] = to.slice(base.length).split(/[?#]/, 1);
      const page = path
        .replace(/^zh\//, '')
        .replace(/\.html$/, '')
        .replace(/(^|\/)$/, '$1index');
      if (!path.startsWith('zh/') || !themeConfig.englishOnly.includes(page)) return true;
      void router.go(base + path.slice('zh/'.length));
      return false;
    };
  },
};
