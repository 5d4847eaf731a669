import { useMemo, useState } from 'react';
import { type CartonTotals, cartonTotals } from '../domain/carton';
import { gramsOf, groupsOfPattern, suggestPattern } from '../domain/carton-pattern';
import type { ShippablePart } from '../domain/ship-notice';
import type { ShipFormRow } from '../queries/ship-form.server';

/** A row of the form with a name of its own, so that taking one out does not mix the others up. */
export interface FormRow extends ShipFormRow {
  key: number;
}

/** What is packed of one dated part as the form stands. */
export interface PartTotals extends CartonTotals {
  left: number;
  /** Pieces beyond what is left. */
  over: number;
}

const whole = (text: string): number => {
  const digits = text.replace(/[,\s]/g, '');
  return /^\d{1,7}$/.test(digits) ? Number(digits) : 0;
};

/** The groups that a row stands for, as far as it can be read; what cannot counts as 0. */
function groupsOf(row: ShipFormRow) {
  const lastPieces = whole(row.lastPieces);
  return groupsOfPattern({
    scheduleId: row.scheduleId,
    cartons: whole(row.cartons),
    piecesEach: whole(row.pieces),
    grossG: gramsOf(row.gross) ?? 0,
    netG: row.net === '' ? null : gramsOf(row.net),
    lengthMm: whole(row.length),
    widthMm: whole(row.width),
    heightMm: whole(row.height),
    last:
      lastPieces > 0
        ? { pieces: lastPieces, grossG: row.lastGross === '' ? null : gramsOf(row.lastGross) }
        : null,
  });
}

/** Sums of rows as they are typed. */
export function totalsOf(rows: readonly ShipFormRow[]): CartonTotals {
  return cartonTotals(rows.flatMap(groupsOf));
}

/** The rows of the form and what may be done to them. */
export function useShipRows(initial: readonly ShipFormRow[], parts: readonly ShippablePart[]) {
  const [rows, setRows] = useState<FormRow[]>(() => initial.map((row, key) => ({ ...row, key })));
  const change = (key: number, field: keyof ShipFormRow, value: string) =>
    setRows((all) => all.map((row) => (row.key === key ? { ...row, [field]: value } : row)));
  const add = (scheduleId: string) =>
    setRows((all) => {
      const like = all.findLast((row) => row.scheduleId === scheduleId);
      const key = Math.max(0, ...all.map((row) => row.key)) + 1;
      const fresh = { ...(like ?? EMPTY), scheduleId, key, cartons: '', lastPieces: '', lastGross: '' };
      const at = all.findLastIndex((row) => row.scheduleId === scheduleId) + 1;
      return [...all.slice(0, at), fresh, ...all.slice(at)];
    });
  const remove = (key: number) => setRows((all) => all.filter((row) => row.key !== key));
  /** Full cartons and an odd one, so that nothing is left. */
  const packAll = (key: number) =>
    setRows((all) => {
      const row = all.find((one) => one.key === key);
      const part = parts.find(({ scheduleId }) => scheduleId === row?.scheduleId);
      if (!row || !part) return all;
      const others = all.filter((one) => one.key !== key && one.scheduleId === row.scheduleId);
      const { cartons, lastPieces } = suggestPattern(
        Math.max(0, part.left - totalsOf(others).pieces),
        whole(row.pieces),
      );
      const packed = {
        ...row,
        cartons: String(cartons),
        lastPieces: lastPieces > 0 ? String(lastPieces) : '',
      };
      return all.map((one) => (one.key === key ? packed : one));
    });
  const byPart = useMemo(() => {
    const sums = new Map<string, PartTotals>();
    for (const { scheduleId, left } of parts) {
      const totals = totalsOf(rows.filter((row) => row.scheduleId === scheduleId));
      sums.set(scheduleId, { ...totals, left, over: Math.max(0, totals.pieces - left) });
    }
    return sums;
  }, [rows, parts]);
  return { rows, byPart, totals: useMemo(() => totalsOf(rows), [rows]), change, add, remove, packAll };
}

const EMPTY: ShipFormRow = {
  scheduleId: '',
  cartons: '',
  pieces: '',
  gross: '',
  net: '',
  length: '',
  width: '',
  height: '',
  lastPieces: '',
  lastGross: '',
};
