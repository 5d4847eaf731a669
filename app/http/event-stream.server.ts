export interface ServerEvent {
  /** Name of the event; `message` when absent. */
  event?: string;
  /** Sent as JSON. */
  data: unknown;
  /** Comes back as `Last-Event-ID` when the browser reconnects. */
  id?: string;
}

export type SendEvent = (event: ServerEvent) => void;

interface EventStreamOptions {
  /** A comment line this often keeps proxies from closing a quiet stream. Default 15 s. */
  heartbeatMs?: number;
  /** What the browser waits before it reconnects. Default 2 s. */
  retryMs?: number;
}

/** A reader that has not taken this many chunks is gone or asleep: the stream ends and the browser comes back. */
const maxBacklog = 256;

/**
 * A response of server-sent events. `start` gets `send` and the id of the last event the browser saw, and returns how
 * to stop; it runs once, and stopping happens once: when the reader leaves, falls far behind, or the server closes.
 */
export function eventStream(
  request: Request,
  start: (send: SendEvent, lastEventId: string | null) => (() => void) | Promise<() => void>,
  { heartbeatMs = 15_000, retryMs = 2_000 }: EventStreamOptions = {},
): Response {
  const encoder = new TextEncoder();
  let finish = () => {};
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      let open = true;
      let stop: (() => void) | undefined;
      const write = (text: string) => {
        if (!open) return;
        controller.enqueue(encoder.encode(text));
        if ((controller.desiredSize ?? 0) < -maxBacklog) finish();
      };
      const timer = setInterval(() => write(': still here\n\n'), heartbeatMs);
      finish = () => {
        if (!open) return;
        open = false;
        clearInterval(timer);
        request.signal.removeEventListener('abort', finish);
        stop?.();
        try {
          controller.close();
        } catch {
          // The reader has cancelled already.
        }
      };
      request.signal.addEventListener('abort', finish);
      write(`retry: ${retryMs}\n\n`);
      try {
        stop = await start((event) => write(eventText(event)), request.headers.get('Last-Event-ID'));
      } catch (error) {
        finish();
        throw error;
      }
      if (!open) stop();
      else if (request.signal.aborted) finish();
    },
    cancel() {
      finish();
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}

/** One event in the wire format; JSON has no raw line breaks, and names and ids lose theirs. */
export function eventText({ event, data, id }: ServerEvent): string {
  const oneLine = (text: string) => text.replace(/[\r\n\0]/g, ' ');
  return [
    ...(id === undefined ? [] : [`id: ${oneLine(id)}`]),
    ...(event === undefined ? [] : [`event: ${oneLine(event)}`]),
    `data: ${JSON.stringify(data ?? null)}`,
    '',
    '',
  ].join('\n');
}
