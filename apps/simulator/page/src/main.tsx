import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Workbench } from './workbench.js';
import { language } from './language.js';
import { Page } from './page.js';
import { loadConfig, loadUsers } from './page-config.js';
import { ScenarioRunner } from './scenarios/scenario-runner.js';
import { pageTexts } from './texts.js';
import { watchServerCalls } from './wires/server-calls.js';

const element = document.getElementById('root') as HTMLElement;

try {
  const [config, users] = await Promise.all([loadConfig(), loadUsers()]);
  const workbench = new Workbench(config, users);
  const runner = new ScenarioRunner(workbench);
  watchServerCalls(workbench.log);
  createRoot(element).render(
    <StrictMode>
      <Page workbench={workbench} runner={runner} />
    </StrictMode>,
  );
} catch {
  element.textContent = pageTexts[language.get()].unreachable;
}
