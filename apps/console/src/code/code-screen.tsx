import { Card, Segmented, Tabs, Typography } from 'antd';
import { useState } from 'react';
import { useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { FirstLogin } from './first-login.js';
import { buildSnippets } from './snippets.js';

/** Code for this pool, ready to copy. */
export function CodeScreen() {
  const t = useText();
  const { pool } = usePool();
  const [own, setOwn] = useState(pool.miniProgram !== null);
  const [getPhone, setGetPhone] = useState(pool.requirePhone);
  const snippets = buildSnippets({ pool, own, getPhone, authority: location.origin });
  return (
    <Card>
      <div className="first-login" role="status">
        <FirstLogin />
      </div>
      <div className="toolbar">
        <Segmented
          aria-label={t('小程序', 'Mini program')}
          value={own}
          onChange={setOwn}
          options={[
            { value: false, label: t('本服务的小程序', 'Shared mini program') },
            { value: true, label: t('自有小程序', 'Own one'), disabled: pool.miniProgram === null },
          ]}
        />
        <Segmented
          aria-label={t('手机号', 'Phone number')}
          value={getPhone}
          onChange={setGetPhone}
          options={[
            { value: false, label: t('不获取手机号', 'Without phone') },
            { value: true, label: t('获取手机号', 'With phone') },
          ]}
        />
      </div>
      <Tabs
        items={snippets.map(({ name, note, code }) => ({
          key: name,
          label: name === 'launch' ? t('启动路径', 'Launch path') : name,
          children: (
            <div className="stack">
              <Typography.Text type="secondary">{t(...note)}</Typography.Text>
              <CodeBlock code={code} />
            </div>
          ),
        }))}
      />
    </Card>
  );
}

function CodeBlock({ code }: { readonly code: string }) {
  const t = useText();
  return (
    <div className="code-block">
      <Typography.Text
        className="code-copy"
        copyable={{ text: code, tooltips: [t('复制', 'Copy'), t('已复制', 'Copied')] }}
      />
      <pre className="code" tabIndex={0}>
        <code>{code}</code>
      </pre>
    </div>
  );
}
