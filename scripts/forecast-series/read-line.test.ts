import { describe, expect, it } from 'vitest';
import { BadLine, readLine } from './read-line';

const line = (fields: object) => JSON.stringify({ id: 'a', m: 52, h: 2, train: [1, 2, null], ...fields });

function refusal(text: string): BadLine {
  try {
    readLine(text);
  } catch (error) {
    if (error instanceof BadLine) return error;
    throw error;
  }
  throw new Error('the line was taken');
}

describe('a line of input', () => {
  it('is read, whatever else it holds', () => {
    expect(readLine(line({ test: 'not read', mScale: {} }))).toEqual({
      id: 'a',
      horizon: 2,
      series: { id: 'a', seasonLength: 52, values: [1, 2, null] },
    });
  });

  it('keeps a numeric id a number', () => {
    expect(readLine(line({ id: 7 })).id).toBe(7);
  });

  it('takes the season from the frequency', () => {
    expect(readLine(line({ m: undefined, freq: 'M' })).series).toMatchObject({
      seasonLength: 12,
      frequency: 'M',
    });
  });

  it('takes the nearest whole season', () => {
    expect(readLine(line({ m: 52.18 })).series.seasonLength).toBe(52);
  });

  it('takes NaN and Infinity for unknown, but not inside strings', () => {
    expect(readLine('{"id":"NaN, Infinity","m":1,"h":1,"train":[1,NaN,-Infinity,2]}')).toEqual({
      id: 'NaN, Infinity',
      horizon: 1,
      series: { id: 'NaN, Infinity', seasonLength: 1, values: [1, null, null, 2] },
    });
  });

  it('places events by index or by date', () => {
    const events = (fields: object) => readLine(line(fields)).series.events;
    expect(events({ events: [{ name: 'sale', index: [0, 4] }] })).toEqual([{ name: 'sale', index: [0, 4] }]);
    const dated = (freq: string, start: string, dates: string[]) =>
      events({ freq, start, events: [{ name: 'x', dates }] })![0]!.index;
    expect(dated('D', '2026-02-27', ['2026-03-01', '2026-02-26'])).toEqual([2, -1]);
    expect(dated('W', '2026-11-02', ['2026-11-08', '2026-11-09', '2026-11-01'])).toEqual([0, 1, -1]);
    expect(dated('M', '2025-11-01', ['2026-01-31'])).toEqual([2]);
    expect(dated('Q', '2025-10-01', ['2026-04-01'])).toEqual([2]);
    expect(dated('Y', '2020-01-01', ['2026-12-31'])).toEqual([6]);
    expect(dated('H', '2026-11-02T06', ['2026-11-03T05:00:00'])).toEqual([23]);
  });

  it.each([
    ['{"id":"a"', 'the line is not JSON', null],
    ['[1]', 'no JSON object', null],
    ['null', 'no JSON object', null],
    ['{"m":1,"h":1,"train":[]}', '"id" is missing', null],
    [line({ id: { a: 1 } }), '"id" is missing', null],
    [line({ m: 0 }), '"m" is 0', 'a'],
    [line({ m: null }), '"m" is missing', 'a'],
    [line({ h: 1.5 }), '"h" is 1.5', 'a'],
    [line({ h: undefined }), '"h" is missing', 'a'],
    [line({ h: 10_001 }), '"h" is 10001', 'a'],
    [line({ train: 'x'.repeat(100) }), '"train" is "xxx', 'a'],
    [line({ train: [1, '2'] }), '"train"[1] is "2"', 'a'],
    [line({ freq: 'weekly' }), '"freq" is "weekly"', 'a'],
    [line({ start: 5 }), '"start" is 5', 'a'],
    [line({ events: [{}] }), '"events"[0] has no name', 'a'],
    [line({ events: [{ name: 'x' }] }), 'neither "index" nor "dates"', 'a'],
    [line({ events: [{ name: 'x', dates: ['2026-01-01'] }] }), 'need "start"', 'a'],
    [
      line({ freq: 'D', start: '2026-01-01', events: [{ name: 'x', dates: ['2026-02-30'] }] }),
      '2026-02-30',
      'a',
    ],
  ])('is refused with the reason: %s', (text, message, id) => {
    const error = refusal(text);
    expect(error.message).toContain(message);
    expect(error.message.length).toBeLessThan(200);
    expect(error.id).toBe(id);
  });
});
