import { useEffect, useRef, useState } from 'react';

export interface StreamEvent {
  /** Name of the server's event; `resync` after a gap, `poll` while streaming does not work. */
  type: string;
  data: unknown;
}

export type StreamState = 'connecting' | 'open' | 'polling';

interface EventStreamHookOptions {
  /** Names of the events to listen to; `message` when absent. */
  events?: readonly string[];
  /** How often `poll` comes while streaming does not work. Default 20 s. */
  pollMs?: number;
}

const firstRetryMs = 1_000;
const lastRetryMs = 30_000;
const failuresUntilPolling = 3;
const defaultEvents = ['message'] as const;

/** What to wait before attempt `failures` + 1: doubling from 1 s to 30 s. `jitter` from 0 to 1 spreads it by a half. */
export function retryDelay(failures: number, jitter: number): number {
  const full = Math.min(lastRetryMs, firstRetryMs * 2 ** Math.max(0, failures - 1));
  return full * (0.75 + jitter / 2);
}

/**
 * Listens to the server's events at `url` as long as the page is open; null listens to nothing. After a gap `onEvent`
 * gets `resync`, because events may have been missed; when streaming does not work it gets `poll` every `pollMs` while
 * attempts go on. Typical use: `useEventStream(url, () => revalidator.revalidate(), { events: ['forecast'] })`.
 */
export function useEventStream(
  url: string | null,
  onEvent: (event: StreamEvent) => void,
  { events = defaultEvents, pollMs = 20_000 }: EventStreamHookOptions = {},
): StreamState {
  const [state, setState] = useState<StreamState>('connecting');
  const handler = useRef(onEvent);
  handler.current = onEvent;
  const names = events.join(' ');

  useEffect(() => {
    if (url === null) return;
    const tell = (type: string, data: unknown = null) => handler.current({ type, data });
    let failures = 0;
    let source: EventSource | undefined;
    let retry: ReturnType<typeof setTimeout> | undefined;
    let poll: ReturnType<typeof setInterval> | undefined;

    const connect = () => {
      retry = undefined;
      source = new EventSource(url);
      source.onopen = () => {
        if (failures > 0) tell('resync');
        failures = 0;
        clearInterval(poll);
        poll = undefined;
        setState('open');
      };
      source.onerror = () => {
        source?.close();
        failures += 1;
        if (failures >= failuresUntilPolling && poll === undefined) {
          setState('polling');
          tell('poll');
          poll = setInterval(() => tell('poll'), pollMs);
        } else if (poll === undefined) setState('connecting');
        retry = setTimeout(connect, retryDelay(failures, Math.random()));
      };
      for (const name of names.split(' ')) {
        source.addEventListener(name, (event) => tell(name, parsed((event as MessageEvent<string>).data)));
      }
    };
    const connectNow = () => {
      if (retry === undefined) return;
      clearTimeout(retry);
      connect();
    };

    if (typeof EventSource === 'undefined') {
      setState('polling');
      poll = setInterval(() => tell('poll'), pollMs);
    } else connect();
    window.addEventListener('online', connectNow);
    return () => {
      window.removeEventListener('online', connectNow);
      clearTimeout(retry);
      clearInterval(poll);
      source?.close();
    };
  }, [url, names, pollMs]);

  return state;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
