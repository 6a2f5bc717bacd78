import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Bench } from './bench.js';
import { language } from './language.js';
import { Page } from './page.js';
import { loadConfig, loadUsers } from './page-config.js';
import { pageTexts } from './texts.js';
import { watchServerCalls } from './wires/server-calls.js';

const element = document.getElementById('root') as HTMLElement;

try {
  const [config, users] = await Promise.all([loadConfig(), loadUsers()]);
  const bench = new Bench(config, users);
  watchServerCalls(bench.log);
  createRoot(element).render(
    <StrictMode>
      <Page bench={bench} />
    </StrictMode>,
  );
} catch {
  element.textContent = pageTexts[language.get()].unreachable;
}
