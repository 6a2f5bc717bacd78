import { createRoot } from 'react-dom/client';
import { watchInput } from './api/last-input.js';
import { App } from './app.js';
import { keepFocus } from './frame/keep-focus.js';
import './theme/page.css';
import './frame/frame.css';
import './session/session.css';
import './settings/settings.css';
import './overview/overview.css';
import './events/events.css';
import './code/code.css';
import './health/health.css';

watchInput();
keepFocus();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
