import { App as Messages, ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { RouterProvider } from 'react-router';
import { router } from './router.js';
import { SessionGate } from './session/session.js';
import { LanguageProvider, useLanguage } from './language/language.js';
import { AppearanceProvider, useAppearance } from './theme/appearance.js';
import { ICONS } from './theme/icons.js';
import { nonceStyles } from './theme/style-nonce.js';
import { buildTheme } from './theme/theme.js';

/** Root component of the console. */
export function App() {
  return (
    <LanguageProvider>
      <AppearanceProvider>
        <Themed />
      </AppearanceProvider>
    </LanguageProvider>
  );
}

const nonce = nonceStyles();

function Themed() {
  const { language } = useLanguage();
  const { appearance } = useAppearance();
  return (
    <ConfigProvider
      button={{ autoInsertSpace: false }}
      {...ICONS}
      csp={{ nonce }}
      locale={language === 'zh' ? zhCN : enUS}
      theme={buildTheme(appearance, language)}
    >
      <Messages className="page">
        <SessionGate>
          <RouterProvider router={router} />
        </SessionGate>
      </Messages>
    </ConfigProvider>
  );
}
