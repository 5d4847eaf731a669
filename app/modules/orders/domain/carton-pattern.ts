import type { CartonGroup } from './carton';

/** Cartons of one dated part as they are entered: so many alike, and perhaps a last one with what is left. */
export interface CartonPattern {
  scheduleId: string;
  cartons: number;
  piecesEach: number;
  grossG: number;
  netG: number | null;
  lengthMm: number;
  widthMm: number;
  heightMm: number;
  /** A last, odd carton of the same size; null: none. Its mass is weighed, or taken in proportion. */
  last: { pieces: number; grossG: number | null } | null;
}

/** The groups that a pattern stands for: the equal cartons, then the odd one. */
export function groupsOfPattern({ last, ...group }: CartonPattern): CartonGroup[] {
  const equal = group.cartons > 0 ? [group] : [];
  if (!last || last.pieces === 0) return equal;
  const share = group.piecesEach > 0 ? last.pieces / group.piecesEach : 1;
  const netG = group.netG === null ? null : Math.round(group.netG * share);
  const grossG = last.grossG ?? lastGross(group, share);
  return [
    ...equal,
    {
      ...group,
      cartons: 1,
      piecesEach: last.pieces,
      grossG,
      netG: netG === null ? null : Math.min(netG, grossG),
    },
  ];
}

/** The goods weigh in proportion, the box weighs what it weighs: gross − net where the net is known, a fifteenth otherwise. */
function lastGross({ grossG, netG }: Pick<CartonGroup, 'grossG' | 'netG'>, share: number): number {
  const box = netG === null ? Math.round(grossG / 15) : grossG - netG;
  return Math.round(box + (grossG - box) * share);
}

/** How to pack what is left: full cartons of `piecesEach` and an odd one. Pieces. */
export function suggestPattern(left: number, piecesEach: number): { cartons: number; lastPieces: number } {
  if (piecesEach <= 0) return { cartons: 0, lastPieces: 0 };
  return { cartons: Math.floor(left / piecesEach), lastPieces: left % piecesEach };
}

/**
 * Reads kilograms as people type them: `12.4`, `12,4`, `0.85`. Grams; null when it is no such number or finer than a gram.
 */
export function gramsOf(text: string): number | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  return Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'));
}

/** Grams as kilograms for a field: `12.4`. */
export function kilogramsText(grams: number): string {
  return `${grams / 1000}`;
}
