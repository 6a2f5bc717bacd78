import { Typography } from 'antd';
import { useText } from '../language/language.js';
import type { GuideFile } from './guide.js';

/** A file of a guide, with its name and a button that copies it. */
export function CodeBlock({ file: { language, title, code } }: { readonly file: GuideFile }) {
  const t = useText();
  const name = title || (language === 'sh' ? t('安装', 'Install') : '');
  return (
    <section className="code-block" aria-label={name || t('代码', 'Code')}>
      {name && <h3 className="code-name">{name}</h3>}
      <Typography.Text
        className="code-copy"
        copyable={{ text: code, tooltips: [t('复制', 'Copy'), t('已复制', 'Copied')] }}
      />
      <pre className="code" tabIndex={0}>
        <code>{code}</code>
      </pre>
    </section>
  );
}
