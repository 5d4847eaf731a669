import type { z } from 'zod';
import { type Problem, problem } from '~/kernel/problem';

type Issue = z.core.$ZodIssue;
const code = /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/;

/** A zod issue as a problem: its message where that is a code of ours, otherwise a general one with its bounds. */
export function zodProblem(issue: Issue): Problem {
  if (code.test(issue.message)) return problem(issue.message, bounds(issue));
  switch (issue.code) {
    case 'invalid_type':
      return problem(issue.input === undefined ? 'value_required' : typeCode(issue.expected));
    case 'too_small':
      if (issue.origin === 'string' && Number(issue.minimum) <= 1) return problem('value_required');
      return problem(issue.origin === 'string' ? 'text_too_short' : 'number_too_small', bounds(issue));
    case 'too_big':
      return problem(issue.origin === 'string' ? 'text_too_long' : 'number_too_big', bounds(issue));
    case 'not_multiple_of':
      return problem('number_not_multiple', { step: Number(issue.divisor) });
    case 'invalid_value':
      return problem('choice_unknown');
    default:
      return problem('value_invalid');
  }
}

function typeCode(expected: string): string {
  if (expected === 'number' || expected === 'bigint') return 'number_invalid';
  if (expected === 'int') return 'number_not_whole';
  return expected === 'date' ? 'invalid_date' : 'value_invalid';
}

function bounds(issue: Issue): Record<string, number> | undefined {
  if (issue.code === 'too_small') return { minimum: Number(issue.minimum) };
  if (issue.code === 'too_big') return { maximum: Number(issue.maximum) };
  return undefined;
}
