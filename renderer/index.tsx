import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { start } from './app/start.ts';
import { connectBridge } from './bridge/bridge.ts';
import { dataOverPort } from './bridge/data-port.ts';

const root = document.getElementById('root');
if (root === null || window.bulkhead === undefined)
  throw new Error('The preload script is missing.');

connectBridge({ ...window.bulkhead, ...dataOverPort(window.bulkhead, window) });
void start();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
