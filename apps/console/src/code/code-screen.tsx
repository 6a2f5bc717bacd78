import { Segmented, Space, Tabs, Typography } from 'antd';
import { Link } from 'react-router';
import { readPageConfig } from '../api/page-config.js';
import { Card } from '../frame/card.js';
import { useQuery } from '../frame/use-query.js';
import { useLanguage, useText } from '../language/language.js';
import { usePool } from '../pools/pool-frame.js';
import { CodeBlock } from './code-block.js';
import { fillGuide, fillLaunchPath, type Filling } from './fill-guide.js';
import { FirstLogin } from './first-login.js';
import { buildGuideAddress, nameGuideFile } from './guide-address.js';
import type { Guide } from './guide.js';
import { guides } from './guide-code.js';

const LAUNCH = 'launch';

/** Code for this pool, ready to copy: that of the documentation's guides, with its values. */
export function CodeScreen() {
  const { pool } = usePool();
  const [query] = useQuery();
  const filling: Filling = {
    pool,
    // A pool with a mini program of its own rejects launches of the shared one.
    own: pool.miniProgram !== null,
    getPhone: query.has('phone') ? query.get('phone') === '1' : pool.requirePhone,
    authority: readPageConfig().publicUrl ?? location.origin,
  };
  return (
    <Card>
      <div className="first-login" role="status">
        <FirstLogin />
      </div>
      <Options filling={filling} />
      <Guides
        filling={filling}
        offered={guides.filter(({ key }) => key !== 'direct-mode' || !pool.secretRequired)}
      />
    </Card>
  );
}

function Options({ filling }: { readonly filling: Filling }) {
  const t = useText();
  const [, change] = useQuery();
  return (
    <div className="toolbar">
      <Segmented
        aria-label={t({ zh: '手机号', en: 'Phone number' })}
        value={filling.getPhone}
        onChange={(phone) => change({ phone: phone ? '1' : '0' })}
        options={[
          { value: false, label: t({ zh: '不获取手机号', en: 'Without phone' }) },
          { value: true, label: t({ zh: '获取手机号', en: 'With phone' }) },
        ]}
      />
      <MiniProgram isOwn={filling.own} />
    </div>
  );
}

/** Says which mini program the code launches, which the pool determines. */
function MiniProgram({ isOwn }: { readonly isOwn: boolean }) {
  const t = useText();
  const { pool } = usePool();
  return (
    <Space size={4} wrap>
      <Typography.Text type="secondary">
        {isOwn
          ? t({ zh: '代码拉起本用户池的自有小程序。', en: 'The code launches the pool’s own mini program.' })
          : t({ zh: '代码拉起本服务的小程序。', en: 'The code launches the shared mini program.' })}
      </Typography.Text>
      <Link to={`/pools/${pool.id}/credentials`}>
        {isOwn ? t({ zh: '修改', en: 'Change it' }) : t({ zh: '使用自有小程序', en: 'Use your own' })}
      </Link>
    </Space>
  );
}

/** Guides of the app or of the backend, one at a time; the address says which one. */
function Guides({ filling, offered }: { readonly filling: Filling; readonly offered: readonly Guide[] }) {
  const t = useText();
  const [query, change] = useQuery();
  const chosen = offered.find(({ key }) => key === query.get('guide'));
  const isLaunch = query.get('guide') === LAUNCH;
  const side = isLaunch ? 'app' : (chosen?.side ?? 'backend');
  const shown = offered.filter((guide) => guide.side === side);
  const open = (key: string | undefined) => change({ guide: key });
  return (
    <>
      <Segmented
        className="code-side"
        aria-label={t({ zh: '代码运行位置', en: 'Where the code runs' })}
        value={side}
        onChange={(value) => open(offered.find((guide) => guide.side === value)?.key)}
        options={[
          { value: 'backend', label: t({ zh: '后端', en: 'Backend' }) },
          { value: 'app', label: 'App' },
        ]}
      />
      <Tabs
        type="card"
        className="guide-tabs"
        activeKey={isLaunch ? LAUNCH : ((chosen ?? shown[0])?.key ?? LAUNCH)}
        onChange={open}
        items={[
          ...shown.map((guide) => ({
            key: guide.key,
            label: guide.key === 'direct-mode' ? t({ zh: '直连模式', en: 'Direct mode' }) : guide.name,
            children: <GuideCode guide={guide} filling={filling} />,
          })),
          ...(side === 'app'
            ? [
                {
                  key: LAUNCH,
                  label: t({ zh: '启动路径', en: 'Launch path' }),
                  children: <LaunchPath filling={filling} />,
                },
              ]
            : []),
        ]}
      />
    </>
  );
}

function GuideCode({ guide, filling }: { readonly guide: Guide; readonly filling: Filling }) {
  const t = useText();
  const note =
    guide.side === 'backend'
      ? t({
          zh: '登录接口用 ticket 换取用户信息，其余接口验证 token。密钥只在创建时显示，填入 .env 的 POOL_SECRET。',
          en: 'The login route exchanges the ticket; all other routes verify the token. Put the secret into POOL_SECRET in .env: it is shown only when it is created.',
        })
      : t({
          zh: '拉起小程序并接收 ticket。gh_… 是小程序的原始 ID，见 mp.weixin.qq.com。',
          en: 'Launches the mini program and receives the ticket. gh_… is the mini program’s original id, shown at mp.weixin.qq.com.',
        });
  return (
    <div className="stack">
      <Typography.Text type="secondary">
        {note}
        {t({ zh: '完整步骤和检查清单见 ', en: ' All steps and a checklist: ' })}
        <GuidePage page={guide.page} />
        {t({ zh: '。', en: '.' })}
      </Typography.Text>
      {fillGuide(guide, filling).map((file) => (
        <CodeBlock key={file.code} file={file} />
      ))}
    </div>
  );
}

/** Name of a guide's page, which leads there where the settings name the documentation. */
function GuidePage({ page }: { readonly page: string }) {
  const { language } = useLanguage();
  const { docsUrl } = readPageConfig();
  const name = `docs/${nameGuideFile(page, language)}`;
  if (docsUrl === undefined) return name;
  return (
    <a
      className="guide-page"
      href={buildGuideAddress(docsUrl, page, language)}
      target="_blank"
      rel="noopener"
    >
      {name}
    </a>
  );
}

function LaunchPath({ filling }: { readonly filling: Filling }) {
  const t = useText();
  return (
    <div className="stack">
      <Typography.Text type="secondary">
        {t({
          zh: '传给微信 SDK 的小程序路径。App 每次登录时再加上 state 与 codeChallenge（绑定）。',
          en: 'The mini program path that the app passes to the WeChat SDK. For each login the app adds state and codeChallenge (binding).',
        })}
      </Typography.Text>
      <CodeBlock file={{ language: 'text', title: '', code: fillLaunchPath(filling) }} />
    </div>
  );
}
