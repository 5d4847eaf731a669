// A worker thread starts without the loader that lets Node run TypeScript; it is registered here, on every version of Node alike.
import { register } from 'tsx/esm/api';

register();
await import(new URL('./worker.ts', import.meta.url).href);
