import { createRoot } from 'react-dom/client';
import { watchInput } from './api/last-input.js';
import { App } from './app.js';
import './theme/page.css';

watchInput();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
