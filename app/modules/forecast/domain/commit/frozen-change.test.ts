import { expect, it } from 'vitest';
import { calendarDate } from '~/kernel/calendar-date';
import { answerRefusal } from './frozen-change';

const day = calendarDate('2026-11-25');
const request = (given = {}) => ({
  status: 'open',
  raisedBySide: 'factory' as const,
  week: '2026-11-23',
  ...given,
});

it.each([
  ['the other side agrees', request(), 'platform', 'agreed', '', null],
  ['the other side declines with a reason', request(), 'platform', 'declined', 'No', null],
  ['a refusal says why', request(), 'platform', 'declined', '  ', 'frozen_change_note_missing'],
  ['nobody agrees with themselves', request(), 'factory', 'agreed', '', 'frozen_change_own'],
  ['nobody declines their own', request(), 'factory', 'declined', 'x', 'frozen_change_own'],
  ['who asked takes it back', request(), 'factory', 'withdrawn', '', null],
  ['and nobody else', request(), 'platform', 'withdrawn', '', 'frozen_change_not_own'],
  ['what is decided stays', request({ status: 'agreed' }), 'platform', 'agreed', '', 'frozen_change_decided'],
  ['lapsed too', request({ status: 'lapsed' }), 'factory', 'withdrawn', '', 'frozen_change_decided'],
  ['a week that is over', request({ week: '2026-11-16' }), 'platform', 'agreed', '', 'frozen_change_over'],
  ['declining it is still said', request({ week: '2026-11-16' }), 'platform', 'declined', 'x', null],
] as const)('%s', (_, asked, side, answer, note, code) => {
  expect(answerRefusal(asked, side, answer, note, day)?.code ?? null).toBe(code);
});
