import { LogoutOutlined } from '@ant-design/icons';
import { Button, Tag, Tooltip } from 'antd';
import { Suspense } from 'react';
import { Link, NavLink, Outlet, useNavigation } from 'react-router';
import { useText } from '../language/language.js';
import { ROLE_NAMES } from '../operators/role-names.js';
import { useSession } from '../session/session.js';
import { Brand } from './brand.js';
import { ConnectionNotice } from './connection-notice.js';
import { hasDrafts } from './drafts.js';
import { Loading } from './loading.js';
import { PageTools } from './page-tools.js';
import { RelatedPages } from './related-pages.js';
import { useAction } from './use-action.js';
import { useDiscardQuestion } from './use-leave-guard.js';

/** Frame around every screen. */
export function ConsoleFrame() {
  const t = useText();
  const { operator } = useSession();
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
          {operator.role === 'reader' && <Tag>{t(ROLE_NAMES.reader)}</Tag>}
          <SignOut />
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

/** Button that signs out, once the operator has agreed to lose unsaved changes. */
function SignOut() {
  const t = useText();
  const { operator, signOut } = useSession();
  const { run, busy } = useAction();
  const askToDiscard = useDiscardQuestion();
  const name = t({ zh: '退出登录', en: 'Sign out' });
  const leave = async () => {
    if (!hasDrafts(operator.id) || (await askToDiscard())) await signOut();
  };
  return (
    <Tooltip title={name}>
      <Button
        type="text"
        aria-label={name}
        icon={<LogoutOutlined aria-hidden />}
        loading={busy}
        onClick={() => run(leave)}
      />
    </Tooltip>
  );
}

/** Notice that the next screen's file is being loaded. */
function PendingScreen() {
  const t = useText();
  if (useNavigation().state === 'idle') return null;
  return <div className="frame-pending" role="status" aria-label={t({ zh: '加载中', en: 'Loading' })} />;
}

function NavText({ active, children }: { readonly active: boolean; readonly children: string }) {
  return <span className={active ? 'nav-text nav-text-active' : 'nav-text'}>{children}</span>;
}
