import { MoonOutlined, SunOutlined, TranslationOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useLanguage, useText } from '../language/language.js';
import { useAppearance } from '../theme/appearance.js';

/** Switches of language and appearance. */
export function PageTools() {
  const t = useText();
  const { language, setLanguage } = useLanguage();
  const { appearance, setAppearance } = useAppearance();
  const dark = appearance === 'dark';
  const lamp = dark ? t({ zh: '浅色', en: 'Light' }) : t({ zh: '深色', en: 'Dark' });
  return (
    <>
      <Button
        type="text"
        icon={<TranslationOutlined aria-hidden />}
        lang={language === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => setLanguage(language === 'zh' ? 'en' : 'zh')}
      >
        {language === 'zh' ? 'English' : '中文'}
      </Button>
      <Tooltip title={lamp}>
        <Button
          type="text"
          aria-label={lamp}
          icon={dark ? <SunOutlined aria-hidden /> : <MoonOutlined aria-hidden />}
          onClick={() => setAppearance(dark ? 'light' : 'dark')}
        />
      </Tooltip>
    </>
  );
}
