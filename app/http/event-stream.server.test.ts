import { describe, expect, it } from 'vitest';
import { eventStream, eventText, type SendEvent } from './event-stream.server';

function open(options?: { heartbeatMs?: number }) {
  const abort = new AbortController();
  const request = new Request('http://localhost/events', {
    signal: abort.signal,
    headers: { 'Last-Event-ID': '41' },
  });
  let send: SendEvent = () => {};
  let seen: string | null = null;
  let stops = 0;
  const response = eventStream(
    request,
    (sender, lastEventId) => {
      send = sender;
      seen = lastEventId;
      return () => {
        stops += 1;
      };
    },
    options,
  );
  const reader = response.body?.getReader();
  const read = async () => new TextDecoder().decode((await reader?.read())?.value);
  return {
    abort,
    response,
    read,
    reader,
    send: (event: Parameters<SendEvent>[0]) => send(event),
    seen: () => seen,
    stops: () => stops,
  };
}

describe('eventStream', () => {
  it('sends the retry time, then events with name, id and JSON', async () => {
    const stream = open();
    expect(stream.response.headers.get('Content-Type')).toContain('text/event-stream');
    expect(await stream.read()).toBe('retry: 2000\n\n');
    stream.send({ event: 'forecast', id: '42', data: { version: 7, note: 'a\nb' } });
    expect(await stream.read()).toBe('id: 42\nevent: forecast\ndata: {"version":7,"note":"a\\nb"}\n\n');
    expect(stream.seen()).toBe('41');
  });

  it('stops once when the request is aborted, and later events go nowhere', async () => {
    const stream = open();
    await stream.read();
    stream.abort.abort();
    stream.abort.abort();
    expect(stream.stops()).toBe(1);
    expect(() => stream.send({ data: 1 })).not.toThrow();
    expect((await stream.reader?.read())?.done).toBe(true);
  });

  it('stops once when the reader leaves', async () => {
    const stream = open();
    await stream.reader?.cancel();
    stream.abort.abort();
    expect(stream.stops()).toBe(1);
  });

  it('ends a stream whose reader does not read', async () => {
    const stream = open();
    for (let index = 0; index < 400; index += 1) stream.send({ data: index });
    await Promise.resolve();
    for (let index = 0; index < 400; index += 1) stream.send({ data: index });
    expect(stream.stops()).toBe(1);
  });

  it('sends heartbeats', async () => {
    const stream = open({ heartbeatMs: 1 });
    await stream.read();
    expect(await stream.read()).toBe(': still here\n\n');
    stream.abort.abort();
  });
});

describe('eventText', () => {
  it('keeps line breaks out of names and ids', () => {
    expect(eventText({ event: 'a\ndata: x', id: '1\r\n2', data: undefined })).toBe(
      'id: 1  2\nevent: a data: x\ndata: null\n\n',
    );
  });
});
