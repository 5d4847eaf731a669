import { addDays, type CalendarDate, compareDates } from '~/kernel/calendar-date';
import { type Problem, problem } from '~/kernel/problem';

export type ChangeSide = 'platform' | 'factory';
export type ChangeAnswer = 'agreed' | 'declined' | 'withdrawn';

/**
 * Why a request to change a frozen week cannot be answered so; null when it can. Only the other side agrees or declines, only
 * the side that asked takes it back, a refusal says why, and a week that is over is not changed any more.
 *
 * @param today the factory's day
 */
export function answerRefusal(
  request: { status: string; raisedBySide: ChangeSide; week: string },
  side: ChangeSide,
  answer: ChangeAnswer,
  note: string,
  today: CalendarDate,
): Problem | null {
  if (request.status !== 'open') return problem('frozen_change_decided');
  const isOwn = request.raisedBySide === side;
  if (answer === 'withdrawn') return isOwn ? null : problem('frozen_change_not_own');
  if (isOwn) return problem('frozen_change_own');
  if (answer === 'agreed' && compareDates(addDays(request.week as CalendarDate, 6), today) < 0)
    return problem('frozen_change_over');
  return answer === 'declined' && note.trim() === ''
    ? problem('frozen_change_note_missing', undefined, 'note')
    : null;
}
