import { Worker } from 'node:worker_threads';

interface Task<In, Out> {
  input: In;
  resolve: (output: Out) => void;
  reject: (error: Error) => void;
}

interface Reply<Out> {
  output: Out;
  error?: Error;
}

interface Thread<In, Out> {
  worker: Worker;
  task: Task<In, Out> | null;
}

/**
 * Worker threads that all run one module's `handle(input, context)`, each one task at a time. Inputs, outputs and the
 * context are copied (structured clone). Works wherever this file runs as TypeScript or from its own path.
 */
export class ThreadPool<In, Out> {
  private readonly threads: Thread<In, Out>[];
  private readonly waiting: Task<In, Out>[] = [];
  private failure: Error | null = null;

  /**
   * @param module file URL of the module
   * @param context given to every call of `handle`
   */
  constructor(module: URL, context: unknown, size: number) {
    this.threads = Array.from({ length: size }, () => {
      const worker = new Worker(new URL('./thread-entry.mjs', import.meta.url), {
        // The parent's own loader options are not passed on: the entry registers what it needs.
        execArgv: [],
        workerData: { module: module.href, context },
      });
      const thread: Thread<In, Out> = { worker, task: null };
      worker.on('message', (reply: Reply<Out>) => this.finish(thread, reply));
      worker.once('error', (error) => this.fail(error instanceof Error ? error : new Error(String(error))));
      worker.once('exit', () => this.fail(new Error('A worker thread ended before its task was done.')));
      return thread;
    });
  }

  /** Runs one task on the next free thread. @throws whatever `handle` threw, or what a thread died of */
  run(input: In): Promise<Out> {
    if (this.failure) return Promise.reject(this.failure);
    return new Promise((resolve, reject) => {
      this.waiting.push({ input, resolve, reject });
      this.next();
    });
  }

  /** Ends the threads; tasks that are not done are rejected. */
  async close(): Promise<void> {
    this.fail(new Error('The worker threads have been closed.'));
    await Promise.all(this.threads.map(({ worker }) => worker.terminate()));
  }

  private next(): void {
    const thread = this.threads.find(({ task }) => task === null);
    const task = thread && this.waiting.shift();
    if (!thread || !task) return;
    thread.task = task;
    thread.worker.postMessage({ input: task.input });
  }

  private finish(thread: Thread<In, Out>, { output, error }: Reply<Out>): void {
    const { task } = thread;
    thread.task = null;
    if (error) task?.reject(error);
    else task?.resolve(output);
    this.next();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const thread of this.threads) {
      thread.task?.reject(this.failure);
      thread.task = null;
    }
    for (const task of this.waiting.splice(0)) task.reject(this.failure);
  }
}
