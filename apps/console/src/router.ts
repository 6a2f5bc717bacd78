import { createBrowserRouter, redirect } from 'react-router';
import { ConsoleFrame } from './frame/console-frame.js';
import { Loading } from './frame/loading.js';
import { RouteFailure } from './frame/route-failure.js';

/** Each screen is a file of its own, fetched when it is opened. */
export const router = createBrowserRouter(
  [
    {
      Component: ConsoleFrame,
      ErrorBoundary: RouteFailure,
      HydrateFallback: Loading,
      children: [
        { index: true, loader: () => redirect('/pools') },
        {
          path: 'pools',
          lazy: async () => ({ Component: (await import('./pools/pools-screen.js')).PoolsScreen }),
        },
        {
          path: 'operators',
          lazy: async () => ({
            Component: (await import('./operators/operators-screen.js')).OperatorsScreen,
          }),
        },
        {
          path: 'pools/:userPoolId',
          lazy: async () => ({ Component: (await import('./pools/pool-frame.js')).PoolFrame }),
          children: [
            {
              index: true,
              lazy: async () => ({
                Component: (await import('./overview/overview-screen.js')).OverviewScreen,
              }),
            },
            {
              path: 'users',
              lazy: async () => ({ Component: (await import('./users/users-screen.js')).UsersScreen }),
            },
            {
              path: 'events',
              lazy: async () => ({ Component: (await import('./events/events-screen.js')).EventsScreen }),
            },
            {
              path: 'settings',
              lazy: async () => ({
                Component: (await import('./settings/settings-screen.js')).SettingsScreen,
              }),
            },
            {
              path: 'credentials',
              lazy: async () => ({
                Component: (await import('./pools/credentials-screen.js')).CredentialsScreen,
              }),
            },
            {
              path: 'code',
              lazy: async () => ({ Component: (await import('./code/code-screen.js')).CodeScreen }),
            },
          ],
        },
        { path: '*', loader: () => redirect('/pools') },
      ],
    },
  ],
  { basename: '/console' },
);
