/** A worker of any kind that opens a WebSocket to each address it is told, and says when it is done. */
export const CONNECTING_WORKER = `
  onmessage = ({ data }) => open(data, self);
  onconnect = ({ ports: [port] }) => (port.onmessage = ({ data }) => open(data, port));
  function open(url, answer) {
    const socket = new WebSocket(url);
    socket.onopen = socket.onerror = () => answer.postMessage(url);
  }`;

/**
 * Runs in a page that has `CONNECTING_WORKER` as `/shared.js`: opens a WebSocket from a shared worker,
 * which Electron's request filter does not see. Settles when it is open or has failed.
 */
export function connectFromSharedWorker(url: string): Promise<void> {
  return new Promise((done) => {
    const { port } = new SharedWorker('/shared.js');
    port.addEventListener('message', () => done());
    port.start();
    port.postMessage(url);
  });
}
