/**
 * Keeps Electron's `ready` back until Playwright says, under the name it knows, that it has attached.
 *
 * Stands by itself: it is also handed to an app as text.
 *
 * @param {import('electron').App} app
 * @param {() => void} [onAskedFor] called each time the app asks for it
 */
export function holdReady(app, onAskedFor = () => {}) {
  const isReallyReady = app.whenReady();
  const emit = app.emit.bind(app);
  /** @type {unknown[]} */
  let argumentsOfReady = [];
  let isReady = false;
  /** @type {() => void} */
  let letGo = () => {};
  /** @type {Promise<void>} */
  const isLetGo = new Promise((resolve) => (letGo = resolve));

  app.isReady = () => isReady;
  app.whenReady = () => {
    onAskedFor();
    return isLetGo;
  };
  app.emit = (event, ...args) => {
    if (event !== 'ready' || isReady) return emit(event, ...args);
    argumentsOfReady = args;
    return app.listenerCount('ready') > 0;
  };
  Reflect.set(globalThis, '__playwright_run', async () => {
    await isReallyReady;
    isReady = true;
    letGo();
    emit('ready', ...argumentsOfReady);
  });
}
