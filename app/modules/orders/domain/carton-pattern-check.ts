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
  const origins: { row: number; isLast: boolean }[] = [];
  for (const { row, ...pattern } of rows) {
    const made = groupsOfPattern(pattern);
    for (const [index, group] of made.entries()) {
      groups.push(group);
      origins.push({ row, isLast: index > 0 || pattern.cartons === 0 });
    }
  }
  const problems = cartonProblems(groups, parts).map((found) => {
    const match = /^groups\[(\d+)\]\.(\w+)$/.exec(found.field ?? '');
    const origin = match && origins[Number(match[1])];
    if (!match || !origin) return found;
    const field = origin.isLast ? (LAST_FIELD[match[2]!] ?? match[2]!) : match[2]!;
    return { ...found, field: `groups[${origin.row}].${field}` };
  });
  return { groups, problems };
}
