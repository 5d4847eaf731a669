// A worker thread starts without the loader that lets Node run TypeScript; it is registered here, on every version of Node alike.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { handle } = await import(workerData.module);

parentPort?.on('message', async ({ input }) => {
  try {
    parentPort?.postMessage({ output: await handle(input, workerData.context) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error : new Error(String(error)) });
  }
});
