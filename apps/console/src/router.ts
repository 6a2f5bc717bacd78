import type { ComponentType } from 'react';
import { createBrowserRouter, redirect } from 'react-router';
import { waitInTime } from './api/deadline.js';
import { ConsoleFrame } from './frame/console-frame.js';
import { EarlyLoading } from './frame/early-frame.js';
import { RouteFailure } from './frame/route-failure.js';

/** Loads a screen's own file, and waits for it no longer than for a response. */
const load = (screen: () => Promise<ComponentType>) => async () => ({
  Component: await waitInTime(screen()),
});

dropLastSlash();

/** Routes of the screens; each screen is a file of its own, loaded when it is opened. */
export const router = createBrowserRouter(
  [
    {
      Component: ConsoleFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: EarlyLoading,
      children: [
        { index: true, loader: () => redirect('/pools') },
        {
          path: 'pools',
          lazy: load(async () => (await import('./pools/pools-screen.js')).PoolsScreen),
        },
        {
          path: 'operators',
          lazy: load(async () => (await import('./operators/operators-screen.js')).OperatorsScreen),
        },
        {
          path: 'pools/:userPoolId',
          lazy: load(async () => (await import('./pools/pool-frame.js')).PoolFrame),
          children: [
            {
              index: true,
              lazy: load(async () => (await import('./overview/overview-screen.js')).OverviewScreen),
            },
            {
              path: 'users',
              lazy: load(async () => (await import('./users/users-screen.js')).UsersScreen),
            },
            {
              path: 'events',
              lazy: load(async () => (await import('./events/events-screen.js')).EventsScreen),
            },
            {
              path: 'settings',
              lazy: load(async () => (await import('./settings/settings-screen.js')).SettingsScreen),
            },
            {
              path: 'credentials',
              lazy: load(async () => (await import('./pools/credentials-screen.js')).CredentialsScreen),
            },
            {
              path: 'code',
              lazy: load(async () => (await import('./code/code-screen.js')).CodeScreen),
            },
          ],
        },
        { path: '*', loader: () => redirect('/pools') },
      ],
    },
  ],
  { basename: '/console' },
);

/** Removes the slash at the end of an address: it names the same screen, and is then that of its tab. */
function dropLastSlash(): void {
  const { pathname, search, hash } = location;
  if (pathname.endsWith('/'))
    history.replaceState(history.state, '', `${pathname.slice(0, -1)}${search}${hash}`);
}
