import type { Problem } from '~/kernel/problem';
import type { CartonGroup } from './carton';
import { cartonProblems } from './carton-check';
import { type CartonPattern, groupsOfPattern } from './carton-pattern';
import type { ShippablePart } from './ship-notice';

/** A pattern with its row in the form, so that a problem finds its field again. */
export interface RowPattern extends CartonPattern {
  row: number;
}

/** Fields of the last, odd carton. */
const LAST_FIELD: Readonly<Record<string, string>> = { pieces: 'lastPieces', gross: 'lastGross' };

/** The groups that the rows of a form stand for, and what is wrong with them at the form's fields. */
export function checkPatterns(
  rows: readonly RowPattern[],
  parts: readonly ShippablePart[],
): { groups: CartonGroup[]; problems: Problem[] } {
  const groups: CartonGroup[] = [];
  const origins: { row: number; isLast: boolean; isWeighed: boolean }[] = [];
  for (const { row, ...pattern } of rows) {
    const made = groupsOfPattern(pattern);
    for (const [index, group] of made.entries()) {
      groups.push(group);
      const isLast = index > 0 || pattern.cartons === 0;
      origins.push({ row, isLast, isWeighed: pattern.last?.grossG != null });
    }
  }
  const problems = cartonProblems(groups, parts).map((found) => {
    const match = /^groups\[(\d+)\]\.(\w+)$/.exec(found.field ?? '');
    const origin = match && origins[Number(match[1])];
    if (!match || !origin) return found;
    const own = match[2]!;
    // A mass that was taken in proportion is wrong because the one it was taken from is.
    const isOwn = origin.isLast && (own !== 'gross' || origin.isWeighed);
    return { ...found, field: `groups[${origin.row}].${isOwn ? (LAST_FIELD[own] ?? own) : own}` };
  });
  return { groups, problems: problems.filter((found, index) => index === firstLike(problems, found)) };
}

/** Where the same is said first: equal cartons and their odd one share sizes and net mass. */
function firstLike(problems: readonly Problem[], { code, field }: Problem): number {
  return problems.findIndex((other) => other.code === code && other.field === field);
}
