import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { isTimeout } from './fetch-in-time.js';
import { Workbench } from './workbench.js';
import { Page } from './page.js';
import { PageNotice } from './page-notice.js';
import { prepareOwnApp } from './own-app/prepare-own-app.js';
import { loadConfig, loadUsers } from './page-config.js';
import { ScenarioRunner } from './scenarios/scenario-runner.js';
import { watchServerCalls } from './wires/server-calls.js';

const root = createRoot(document.getElementById('root') as HTMLElement);
root.render(<PageNotice kind="loading" />);

try {
  const config = await loadConfig();
  // Before the users, who have an openid in each known mini program.
  const prepared = await prepareOwnApp(location.search, config);
  const users = await loadUsers();
  const workbench = new Workbench(config, users, prepared);
  const runner = new ScenarioRunner(workbench);
  watchServerCalls(workbench.log);
  root.render(
    <StrictMode>
      <Page workbench={workbench} runner={runner} />
    </StrictMode>,
  );
} catch (error) {
  root.render(<PageNotice kind={isTimeout(error) ? 'silent' : 'unreachable'} />);
}
