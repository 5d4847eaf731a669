import type { TestUser } from './fixtures';
import { request } from './request';

export interface Stream {
  response: Response;
  /** The next event that carries data, or null at the end of the stream. */
  next(): Promise<{ event: string; id: string; data: unknown } | null>;
  close(): Promise<void>;
}

/** Opens a stream of server-sent events as somebody. */
export async function listen(path: string, as: TestUser): Promise<Stream> {
  const stop = new AbortController();
  const response = await request(path, { as, signal: stop.signal });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    response,
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end >= 0) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
          const data = field('data');
          if (data === undefined) continue;
          return { event: field('event') ?? 'message', id: field('id') ?? '', data: JSON.parse(data) };
        }
        const { done, value } = await reader.read();
        if (done) return null;
        text += value;
      }
    },
    async close() {
      stop.abort();
      await reader.cancel().catch(() => {});
    },
  };
}
