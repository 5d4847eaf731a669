import type { ServerResponse } from 'node:http';

/** The open server-sent event streams of this process: they never end by themselves, so a shutdown ends them. */
export class EventStreams {
  private readonly open = new Set<ServerResponse>();

  /** Called when a response's headers are known. */
  watch(response: ServerResponse): void {
    if (!isEventStream(response)) return;
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
  }

  get size(): number {
    return this.open.size;
  }

  /** Cuts them off; each loader sees its request aborted, each browser connects again. */
  closeAll(): void {
    for (const response of this.open) response.destroy();
  }
}

/** Whether a response is an event stream, which must reach the browser event by event. */
export function isEventStream(response: ServerResponse): boolean {
  return /^text\/event-stream\b/i.test(String(response.getHeader('Content-Type') ?? ''));
}
