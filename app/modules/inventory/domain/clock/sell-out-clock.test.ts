import { describe, expect, test } from 'vitest';
import { instantOf as at, onShelf, someFacts, someRule } from './clock-facts';
import { sellOutClock } from './sell-out-clock';
import { CLOCK_START_EVENTS, type ClockFacts, type ClockRule, type PauseFact } from './types';

const iso = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe('start events', () => {
  const received = at('2026-09-01T08:00:00+08:00');
  const listed = at('2026-09-02T08:00:00+08:00');
  const shelved = at('2026-09-03T08:00:00+08:00');
  const sold = at('2026-09-05T08:00:00+08:00');
  const now = at('2026-09-06T08:00:00+08:00');
  const all: Partial<ClockFacts> = {
    receipts: [{ at: received, accepted: 500, rejected: 0 }],
    shelved: [{ at: shelved, quantity: 200 }],
    listings: [{ at: listed, market: 'US', isListed: true }],
    sales: [{ at: sold, quantity: 1 }],
  };
  const off = { at: listed + HOUR, market: 'US', isListed: false };
  const cases: [
    name: string,
    event: ClockRule['startEvent'],
    facts: Partial<ClockFacts>,
    start: number | null,
  ][] = [
    ['the later of shelf and listing', 'first_sellable', all, shelved],
    [
      'listing after the shelf',
      'first_sellable',
      { ...all, listings: [{ at: shelved + DAY, market: 'US', isListed: true }] },
      shelved + DAY,
    ],
    ['no listing event means listed', 'first_sellable', { ...all, listings: [] }, shelved],
    [
      'off again before the shelf, so the first sale',
      'first_sellable',
      { ...all, listings: [...all.listings!, off] },
      sold,
    ],
    [
      'another market is enough',
      'first_sellable',
      { ...all, listings: [...all.listings!, off, { at: listed, market: 'DE', isListed: true }] },
      shelved,
    ],
    ['not listed and nothing sold', 'first_sellable', { ...all, sales: [], listings: [off] }, null],
    ['not put away and nothing sold', 'first_sellable', { ...all, sales: [], shelved: [] }, null],
    ['accepted pieces in house', 'goods_receipt', all, received],
    [
      'a receipt of rejected pieces alone is none',
      'goods_receipt',
      {
        ...all,
        receipts: [
          { at: received, accepted: 0, rejected: 9 },
          { at: listed, accepted: 1, rejected: 0 },
        ],
      },
      listed,
    ],
    ['nothing received', 'goods_receipt', {}, null],
    ['listing after receipt', 'first_listing', all, listed],
    [
      'listing before receipt waits for the goods',
      'first_listing',
      { ...all, listings: [{ at: received - DAY, market: 'US', isListed: true }] },
      received,
    ],
    ['nothing received, though listed', 'first_listing', { listings: all.listings! }, null],
    ['sale', 'first_sale', all, sold],
    ['no sale', 'first_sale', { ...all, sales: [] }, null],
  ];
  test.each(cases)('%s (%s)', (_name, startEvent, facts, start) => {
    const clock = sellOutClock(someRule({ startEvent }), someFacts(facts), now);
    expect(iso(clock.startedAt)).toBe(iso(start));
    expect(clock.status).toBe(start === null ? 'waiting' : 'running');
    expect(clock.expiresAt === null).toBe(start === null);
  });

  test.each(CLOCK_START_EVENTS)('%s has not happened before it happens', (startEvent) => {
    const clock = sellOutClock(someRule({ startEvent }), someFacts(all), received - 1);
    expect(clock).toMatchObject({ status: 'waiting', receivedUnits: 0, netSold: 0, daysLeft: null });
  });

  test.each([
    ['receipt', {}],
    ['put_away', { receipts: all.receipts! }],
    ['listing', { receipts: all.receipts!, shelved: all.shelved!, listings: [off] }],
    ['nothing', { order: { agreedUnits: 0, isComplete: true } }],
  ])('says that it waits for: %s', (missing, facts) => {
    const { steps } = sellOutClock(someRule(), someFacts(facts), now);
    expect(steps[0]).toEqual({ code: 'waiting', params: { event: 'first_sellable', missing } });
  });
});

describe('the end of the window, in days of the zone', () => {
  const cases: [zone: string, start: string, lastMs: string][] = [
    ['Asia/Shanghai', '2026-09-03T00:00:00+08:00', '2026-10-03T23:59:59.999+08:00'],
    ['Asia/Shanghai', '2026-09-03T23:59:59.999+08:00', '2026-10-03T23:59:59.999+08:00'],
    ['Asia/Shanghai', '2026-09-02T16:00:00Z', '2026-10-03T23:59:59.999+08:00'],
    ['Asia/Shanghai', '2026-01-31T12:00:00+08:00', '2026-03-02T23:59:59.999+08:00'],
    ['Asia/Shanghai', '2028-01-30T12:00:00+08:00', '2028-02-29T23:59:59.999+08:00'],
    // Summer time begins on 8 March and ends on 1 November 2026 in New York.
    ['America/New_York', '2026-02-20T10:00:00-05:00', '2026-03-22T23:59:59.999-04:00'],
    ['America/New_York', '2026-02-06T10:00:00-05:00', '2026-03-08T23:59:59.999-04:00'],
    ['America/New_York', '2026-03-08T03:00:00-04:00', '2026-04-07T23:59:59.999-04:00'],
    ['America/New_York', '2026-10-20T10:00:00-04:00', '2026-11-19T23:59:59.999-05:00'],
    ['America/New_York', '2026-10-02T10:00:00-04:00', '2026-11-01T23:59:59.999-05:00'],
    // 29 March and 25 October 2026 in Berlin.
    ['Europe/Berlin', '2026-03-01T00:30:00+01:00', '2026-03-31T23:59:59.999+02:00'],
    ['Europe/Berlin', '2026-09-25T12:00:00+02:00', '2026-10-25T23:59:59.999+01:00'],
    ['Asia/Kolkata', '2026-09-02T18:29:59.999Z', '2026-10-02T18:29:59.999Z'],
    ['Asia/Kolkata', '2026-09-02T18:30:00.000Z', '2026-10-03T18:29:59.999Z'],
    // Half an hour of summer time, from 4 October 2026.
    ['Australia/Lord_Howe', '2026-09-20T12:00:00+10:30', '2026-10-20T23:59:59.999+11:00'],
    ['Asia/Kathmandu', '2026-09-02T18:15:00.000Z', '2026-10-03T18:14:59.999Z'],
    // Midnight of 6 September 2026 does not exist in Santiago: the day before is an hour shorter at its end.
    ['America/Santiago', '2026-08-06T12:00:00-04:00', '2026-09-05T23:59:59.999-04:00'],
    ['UTC', '2026-09-03T23:59:59.999Z', '2026-10-03T23:59:59.999Z'],
  ];
  test.each(cases)('%s, started %s', (timeZone, start, lastMs) => {
    const clock = sellOutClock(someRule({ timeZone }), onShelf(at(start), 500), at(start));
    expect(iso(clock.expiresAt)).toBe(iso(at(lastMs)));
    expect(clock).toMatchObject({ daysElapsed: 0, daysLeft: 30 });
  });

  test('another length of window', () => {
    const clock = sellOutClock(
      someRule({ windowDays: 1 }),
      onShelf(at('2026-09-03T10:00:00+08:00'), 5),
      at('2026-09-03T11:00:00+08:00'),
    );
    expect(iso(clock.expiresAt)).toBe(iso(at('2026-09-04T23:59:59.999+08:00')));
  });

  test('an unknown zone is refused', () => {
    expect(() => sellOutClock(someRule({ timeZone: 'Mars/Olympus' }), someFacts(), 0)).toThrow(RangeError);
  });
});

describe('expiry at the last instant', () => {
  const start = at('2026-09-03T10:00:00+08:00');
  const last = at('2026-10-03T23:59:59.999+08:00');
  test.each([
    ['sold in the last millisecond', last, last, 'sold_out'],
    ['sold in the last millisecond, seen later', last, last + DAY, 'sold_out'],
    ['sold a millisecond later', last + 1, last + 1, 'expired'],
    ['nothing sold, last millisecond', null, last, 'running'],
    ['nothing sold, the next one', null, last + 1, 'expired'],
  ])('%s', (_name, soldAt, now, status) => {
    const sales = soldAt === null ? [] : [{ at: soldAt, quantity: 500 }];
    const clock = sellOutClock(someRule(), onShelf(start, 500, { sales }), now);
    expect(clock).toMatchObject({ status, isFinal: now > last, daysLeft: 0 });
    expect(clock.soldOutAt).toBe(status === 'sold_out' ? soldAt : null);
  });
});

describe('pauses', () => {
  const start = at('2026-09-03T10:00:00+08:00');
  const pause = (from: string, to: string | null): PauseFact => ({
    from: at(`2026-${from}:00+08:00`),
    to: to === null ? null : at(`2026-${to}:00+08:00`),
    cause: 'customs_hold',
  });
  const far = at('2026-12-31T00:00:00+08:00');
  const cases: [name: string, pauses: PauseFact[], hours: number, last: string][] = [
    ['none', [], 0, '2026-10-03'],
    ['an hour costs a day', [pause('09-10T10:00', '09-10T11:00')], 1, '2026-10-04'],
    ['exactly a day', [pause('09-10T10:00', '09-11T10:00')], 24, '2026-10-04'],
    ['a day and a minute', [pause('09-10T10:00', '09-11T10:01')], 24 + 1 / 60, '2026-10-05'],
    [
      'overlapping ones count once',
      [pause('09-10T10:00', '09-12T10:00'), pause('09-11T10:00', '09-13T10:00')],
      72,
      '2026-10-06',
    ],
    [
      'one within another',
      [pause('09-10T10:00', '09-14T10:00'), pause('09-11T10:00', '09-12T10:00')],
      96,
      '2026-10-07',
    ],
    [
      'the same one twice',
      [pause('09-10T10:00', '09-12T10:00'), pause('09-10T10:00', '09-12T10:00')],
      48,
      '2026-10-05',
    ],
    [
      'touching ones',
      [pause('09-10T10:00', '09-11T10:00'), pause('09-11T10:00', '09-12T10:00')],
      48,
      '2026-10-05',
    ],
    [
      'two apart',
      [pause('09-10T10:00', '09-10T22:00'), pause('09-20T10:00', '09-20T22:00')],
      24,
      '2026-10-04',
    ],
    ['over before the start', [pause('08-10T10:00', '09-03T10:00')], 0, '2026-10-03'],
    ['begun before the start counts from it', [pause('08-10T10:00', '09-04T10:00')], 24, '2026-10-04'],
    ['of no length', [pause('09-10T10:00', '09-10T10:00')], 0, '2026-10-03'],
    ['backwards', [pause('09-10T10:00', '09-09T10:00')], 0, '2026-10-03'],
    ['across the end', [pause('10-03T12:00', '10-05T12:00')], 48, '2026-10-05'],
    ['in the first minute after the end', [pause('10-04T00:00', '10-05T12:00')], 0, '2026-10-03'],
    ['after the end', [pause('10-10T12:00', '10-11T12:00')], 0, '2026-10-03'],
    [
      'a second one inside what the first has added',
      [pause('10-01T00:00', '10-02T00:00'), pause('10-04T12:00', '10-05T12:00')],
      48,
      '2026-10-05',
    ],
    [
      'begun in the hours added by rounding, and outlasting them',
      [pause('09-10T00:00', '09-10T20:00'), pause('10-04T22:00', '10-06T01:00')],
      47,
      '2026-10-06',
    ],
  ];
  test.each(cases)('%s', (_name, pauses, hours, last) => {
    const clock = sellOutClock(someRule(), onShelf(start, 500, { pauses }), far);
    expect(clock.pausedMs / HOUR).toBeCloseTo(hours, 6);
    expect(iso(clock.expiresAt)).toBe(iso(at(`${last}T23:59:59.999+08:00`)));
    expect(sellOutClock(someRule(), onShelf(start, 500, { pauses: [...pauses].reverse() }), far)).toEqual(
      clock,
    );
  });

  test('an open one keeps the end open, and status paused, for as long as it takes', () => {
    const pauses = [pause('09-10T10:00', null)];
    const clock = sellOutClock(someRule(), onShelf(start, 500, { pauses }), at('2026-12-10T10:00:00+08:00'));
    expect(clock).toMatchObject({ status: 'paused', expiresAt: null, isFinal: false, pausedMs: 91 * DAY });
    expect(iso(clock.expiresAtIfResumed)).toBe(iso(at('2027-01-02T23:59:59.999+08:00')));
    expect(clock.steps.map((step) => step.code)).toContain('pause_open');
  });

  test('one that ends later than now is open now; one that begins later has not begun', () => {
    const now = at('2026-09-11T10:00:00+08:00');
    const ahead = onShelf(start, 500, { pauses: [pause('09-10T10:00', '09-12T10:00')] });
    expect(sellOutClock(someRule(), ahead, now)).toMatchObject({ status: 'paused', pausedMs: DAY });
    const later = onShelf(start, 500, { pauses: [pause('09-20T10:00', null)] });
    expect(sellOutClock(someRule(), later, now)).toMatchObject({ status: 'running', pausedMs: 0 });
  });

  test('sales during a pause count, and may sell out', () => {
    const facts = onShelf(start, 500, {
      pauses: [pause('09-10T10:00', null)],
      sales: [{ at: at('2026-09-12T10:00:00+08:00'), quantity: 500 }],
    });
    expect(sellOutClock(someRule(), facts, far).status).toBe('sold_out');
  });

  test('over a change to summer time the pause is as long as it was', () => {
    const facts = onShelf(at('2026-02-20T10:00:00-05:00'), 500, {
      pauses: [
        { from: at('2026-03-07T12:00:00-05:00'), to: at('2026-03-08T13:00:00-04:00'), cause: 'listing_off' },
      ],
    });
    const clock = sellOutClock(someRule({ timeZone: 'America/New_York' }), facts, far);
    expect(clock.pausedMs).toBe(24 * HOUR);
    expect(iso(clock.expiresAt)).toBe(iso(at('2026-03-23T23:59:59.999-04:00')));
  });
});

describe('sales and returns', () => {
  const start = at('2026-09-03T10:00:00+08:00');
  const day = (n: number) => start + n * DAY;
  const after = day(40);
  const flow = (n: number, quantity: number) => ({ at: day(n), quantity });

  test('sold out on day 23', () => {
    const sales = Array.from({ length: 23 }, (_, n) => flow(n + 1, n < 22 ? 21 : 38));
    const clock = sellOutClock(someRule(), onShelf(start, 500, { sales }), day(25));
    expect(clock).toMatchObject({ status: 'sold_out', netSold: 500, soldOutAt: day(23), missingUnits: 0 });
    expect(clock.steps.at(-1)).toEqual({
      code: 'sold_out',
      params: { at: day(23), date: '2026-09-26', day: 23 },
    });
  });

  test('a return inside the window reopens it, and a new sale closes it at its own instant', () => {
    const sales = [flow(10, 500)];
    const returns = [flow(12, 3)];
    const open = sellOutClock(someRule(), onShelf(start, 500, { sales, returns }), day(13));
    expect(open).toMatchObject({ status: 'running', netSold: 497, missingUnits: 3, soldOutAt: null });
    const closed = onShelf(start, 500, { sales: [...sales, flow(14, 3)], returns });
    expect(sellOutClock(someRule(), closed, day(15))).toMatchObject({
      status: 'sold_out',
      soldOutAt: day(14),
    });
    expect(sellOutClock(someRule(), onShelf(start, 500, { sales, returns }), after).status).toBe('expired');
  });

  test('a return after the window changes nothing and is named', () => {
    const facts = onShelf(start, 500, { sales: [flow(10, 500)], returns: [flow(35, 30)] });
    const clock = sellOutClock(someRule(), facts, after);
    expect(clock).toMatchObject({ status: 'sold_out', netSold: 500, returnedUnits: 0, soldOutAt: day(10) });
    expect(clock.steps).toContainEqual({ code: 'outside', params: { sold: 0, returned: 30 } });
  });

  test('a sale after the window is too late', () => {
    const facts = onShelf(start, 500, { sales: [flow(10, 499), flow(31, 1)] });
    expect(sellOutClock(someRule(), facts, after)).toMatchObject({
      status: 'expired',
      netSold: 499,
      missingUnits: 1,
    });
  });

  test('a sale and its return in one instant leave nothing', () => {
    const facts = onShelf(start, 500, { sales: [flow(10, 500)], returns: [flow(10, 1)] });
    expect(sellOutClock(someRule(), facts, day(11))).toMatchObject({ status: 'running', netSold: 499 });
  });

  test('a share of the pieces, rounded up', () => {
    const rule = someRule({ sellThroughBp: 9500 });
    const facts = onShelf(start, 501, { sales: [flow(10, 475)] });
    expect(sellOutClock(rule, facts, day(11))).toMatchObject({ targetUnits: 476, status: 'running' });
  });
});

describe('pieces that count', () => {
  const start = at('2026-09-03T10:00:00+08:00');
  const day = (n: number) => start + n * DAY;
  const receipt = (n: number, accepted: number, rejected = 0) => ({ at: day(n), accepted, rejected });
  const cases: [name: string, facts: Partial<ClockFacts>, now: number, accepted: number, received: number][] =
    [
      ['part received, the rest to come', { receipts: [receipt(0, 200)] }, day(3), 500, 200],
      ['late receipt', { receipts: [receipt(0, 200), receipt(9, 300)] }, day(10), 500, 500],
      ['rejected pieces do not count', { receipts: [receipt(0, 480, 20)] }, day(3), 480, 480],
      [
        'rejected pieces made again do',
        { receipts: [receipt(0, 480, 20), receipt(8, 20)] },
        day(9),
        500,
        500,
      ],
      ['under-delivery, still open', { receipts: [receipt(0, 400)] }, day(20), 500, 400],
      [
        'under-delivery, closed',
        { receipts: [receipt(0, 400, 10)], order: { agreedUnits: 500, isComplete: true } },
        day(20),
        400,
        400,
      ],
      ['over-delivery', { receipts: [receipt(0, 520)] }, day(3), 520, 520],
      [
        'less agreed than ordered',
        { receipts: [receipt(0, 100)], order: { agreedUnits: 350, isComplete: false } },
        day(3),
        350,
        100,
      ],
      [
        'amended up',
        { receipts: [receipt(0, 500)], order: { agreedUnits: 650, isComplete: false } },
        day(3),
        650,
        500,
      ],
      [
        'a receipt after the window',
        { receipts: [receipt(0, 400), receipt(35, 100)], order: { agreedUnits: 500, isComplete: true } },
        day(40),
        400,
        400,
      ],
      ['cancelled before anything came', { order: { agreedUnits: 500, isComplete: true } }, day(3), 0, 0],
      [
        'changed after the window',
        {
          receipts: [receipt(0, 500)],
          order: { agreedUnits: 900, isComplete: false },
          orderAtExpiry: { agreedUnits: 500, isComplete: true },
        },
        day(40),
        500,
        500,
      ],
      [
        'the order at the end of a window that is open again',
        {
          receipts: [receipt(0, 500)],
          order: { agreedUnits: 900, isComplete: false },
          orderAtExpiry: { agreedUnits: 500, isComplete: true },
        },
        day(20),
        900,
        500,
      ],
    ];
  test.each(cases)('%s', (_name, facts, now, accepted, received) => {
    const clock = sellOutClock(
      someRule(),
      someFacts({ shelved: [{ at: start, quantity: 1 }], ...facts }),
      now,
    );
    expect(clock).toMatchObject({ acceptedUnits: accepted, targetUnits: accepted, receivedUnits: received });
  });

  test('nothing to sell is never sold out', () => {
    const facts = someFacts({ order: { agreedUnits: 0, isComplete: true } });
    expect(sellOutClock(someRule(), facts, day(3))).toMatchObject({ status: 'waiting', soldOutAt: null });
  });

  test('closing the line short sells out what has come, at the sale that did it', () => {
    const base = {
      receipts: [receipt(0, 400)],
      shelved: [{ at: start, quantity: 400 }],
      sales: [{ at: day(9), quantity: 400 }],
    };
    expect(sellOutClock(someRule(), someFacts(base), day(10)).status).toBe('running');
    const closed = someFacts({ ...base, order: { agreedUnits: 500, isComplete: true } });
    expect(sellOutClock(someRule(), closed, day(10))).toMatchObject({
      status: 'sold_out',
      soldOutAt: day(9),
    });
  });
});
