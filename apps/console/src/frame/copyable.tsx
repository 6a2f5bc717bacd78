import { CopyOutlined } from '@ant-design/icons';
import { Button, Tooltip } from 'antd';
import { useText } from '../language/language.js';
import { copyText } from './copy-text.js';
import { useMessages } from './use-messages.js';

/** A text with a button that copies it. */
export function Copyable({ text }: { readonly text: string }) {
  return (
    <>
      <span className="copyable">{text}</span>
      <CopyButton text={text} />
    </>
  );
}

/** Copies a text and reports whether that worked: of what is shown once, the copy may be all that is left. */
export function CopyButton({ text }: { readonly text: string }) {
  const t = useText();
  const { succeed, fail, forgetFailure } = useMessages();
  const name = t({ zh: '复制', en: 'Copy' });
  const copy = async () => {
    forgetFailure();
    if (await copyText(text)) return succeed(t({ zh: '已复制', en: 'Copied' }));
    return fail(
      t({
        zh: '浏览器不允许复制，请选中文本后手动复制。',
        en: 'The browser does not allow copying. Select the text and copy it yourself.',
      }),
    );
  };
  return (
    <Tooltip title={name}>
      <Button
        type="text"
        size="small"
        className="copy-button"
        aria-label={name}
        icon={<CopyOutlined aria-hidden />}
        onClick={() => void copy()}
      />
    </Tooltip>
  );
}
