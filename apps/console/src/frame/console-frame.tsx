import { LogoutOutlined } from '@ant-design/icons';
import { Button, Tag, Tooltip } from 'antd';
import { Suspense } from 'react';
import { Link, NavLink, Outlet, useNavigation } from 'react-router';
import { useText } from '../language/language.js';
import { useSession } from '../session/session.js';
import { Brand } from './brand.js';
import { ConnectionNotice } from './connection-notice.js';
import { Loading } from './loading.js';
import { PageTools } from './page-tools.js';
import { RelatedPages } from './related-pages.js';
import { useAction } from './use-action.js';

/** The frame around every screen. */
export function ConsoleFrame() {
  const t = useText();
  const { operator, signOut } = useSession();
  const { run, busy } = useAction();
  const leave = t({ zh: '退出登录', en: 'Sign out' });
  return (
    <div className="frame">
      <header className="frame-head">
        <Link to="/" aria-label="app2wxapp">
          <Brand />
        </Link>
        <nav className="frame-nav" aria-label={t({ zh: '主导航', en: 'Main' })}>
          <NavLink to="/pools">
            {({ isActive }) => <NavText active={isActive}>{t({ zh: '用户池', en: 'Pools' })}</NavText>}
          </NavLink>
          <NavLink to="/operators">
            {({ isActive }) => <NavText active={isActive}>{t({ zh: '管理员', en: 'Operators' })}</NavText>}
          </NavLink>
        </nav>
        <div className="frame-tools">
          <PageTools />
          <span className="frame-operator">{operator.name}</span>
          {operator.role === 'reader' && <Tag>{t({ zh: '只读', en: 'Read only' })}</Tag>}
          <Tooltip title={leave}>
            <Button
              type="text"
              aria-label={leave}
              icon={<LogoutOutlined />}
              loading={busy}
              onClick={() => run(signOut)}
            />
          </Tooltip>
        </div>
      </header>
      <PendingScreen />
      <main className="frame-body">
        <ConnectionNotice />
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <footer className="frame-foot">
        <RelatedPages />
      </footer>
    </div>
  );
}

/** Says that the next screen's file is on its way. */
function PendingScreen() {
  const t = useText();
  if (useNavigation().state === 'idle') return null;
  return <div className="frame-pending" role="status" aria-label={t({ zh: '加载中', en: 'Loading' })} />;
}

function NavText({ active, children }: { readonly active: boolean; readonly children: string }) {
  return <span className={active ? 'nav-text nav-text-active' : 'nav-text'}>{children}</span>;
}
