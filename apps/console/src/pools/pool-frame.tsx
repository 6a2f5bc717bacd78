import { Typography } from 'antd';
import { Suspense, useEffect, useRef } from 'react';
import { Link, NavLink, Outlet, useLocation, useMatch, useOutletContext, useParams } from 'react-router';
import { useServer } from '../api/use-server.js';
import { api, read, type Pool } from '../api/client.js';
import { Copyable } from '../frame/copyable.js';
import { Loaded } from '../frame/loaded.js';
import { Loading } from '../frame/loading.js';
import { useTitle } from '../frame/use-title.js';
import { useText } from '../language/language.js';
import { TryPool } from './try-pool.js';

interface PoolContext {
  readonly pool: Pool;
  /** Shows the pool as the server has returned it. */
  readonly setPool: (pool: Pool) => Promise<unknown>;
  /** Loads the pool again from the server. */
  readonly reload: () => Promise<Pool>;
}

/** Frame around every screen of one pool. */
export function PoolFrame() {
  const { userPoolId = '' } = useParams();
  const loaded = useServer(['pool', userPoolId], () =>
    read(api.GET('/admin/pools/{userPoolId}', { params: { path: { userPoolId } } })),
  );
  return (
    <Loaded from={loaded}>
      {(pool) => (
        <FramedPool
          // The history leads from one pool directly to another: the forms must not keep data of the first.
          key={userPoolId}
          pool={pool}
          setPool={(next) => loaded.mutate(next, false)}
          reload={async () => (await loaded.mutate()) ?? pool}
        />
      )}
    </Loaded>
  );
}

function FramedPool(context: PoolContext) {
  const t = useText();
  const { id, name } = context.pool;
  return (
    <>
      <nav aria-label={t({ zh: '当前位置', en: 'Breadcrumb' })}>
        <Link to="/pools">← {t({ zh: '全部用户池', en: 'All pools' })}</Link>
      </nav>
      <div className="title-row">
        <h1>{name}</h1>
        <Typography.Text type="secondary" className="id">
          <Copyable text={id} />
        </Typography.Text>
        <div className="title-row-end">
          <TryPool pool={context.pool} setPool={context.setPool} />
        </div>
      </div>
      <ScreenNav userPoolId={id} poolName={name} />
      <Suspense fallback={<Loading />}>
        <Outlet context={context} />
      </Suspense>
    </>
  );
}

function ScreenNav({ userPoolId, poolName }: { readonly userPoolId: string; readonly poolName: string }) {
  const t = useText();
  const screens = [
    ['', t({ zh: '概览', en: 'Overview' })],
    ['users', t({ zh: '用户', en: 'Users' })],
    ['events', t({ zh: '事件', en: 'Events' })],
    ['settings', t({ zh: '设置', en: 'Settings' })],
    ['credentials', t({ zh: '密钥与小程序', en: 'Credentials' })],
    ['code', t({ zh: '接入代码', en: 'Code' })],
  ] as const;
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const opened = useMatch('/pools/:userPoolId/:screen')?.params.screen?.toLowerCase() ?? '';
  const current = screens.find(([screen]) => screen === opened) ?? screens[0];
  useTitle(current[1], poolName);
  // On a phone not all names fit: that of this screen must be visible, also after the phone was turned.
  useEffect(() => {
    const row = nav.current;
    if (!row) return undefined;
    const show = () => {
      const link = row.querySelector<HTMLElement>('[aria-current=page]');
      if (link)
        row.scrollLeft = link.offsetLeft + link.offsetWidth / 2 - row.offsetLeft - row.clientWidth / 2;
    };
    const observer = new ResizeObserver(show);
    observer.observe(row); // the observer reports the first size at once
    return () => observer.disconnect();
  }, [pathname]);
  return (
    <nav ref={nav} className="screen-nav" aria-label={t({ zh: '此用户池', en: 'This pool' })}>
      {screens.map(([screen, name]) => (
        <NavLink key={screen} end to={`/pools/${userPoolId}${screen && `/${screen}`}`}>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}

/** Returns the pool of the screen. Only below {@link PoolFrame}. */
export function usePool(): PoolContext {
  return useOutletContext<PoolContext>();
}
