import type { AnswerOutcome, AnswerReason } from '../domain/answer';

/** One outcome of an answer while it is being typed: texts as they stand in the fields. */
export interface DraftPart {
  /** Names the part on the page; not sent. */
  key: string;
  outcome: AnswerOutcome;
  quantity: string;
  shipOn: string;
  unitPrice: string;
  reason: AnswerReason | '';
  note: string;
}

/** A dated part of a line that waits for its answer. Pieces, YYYY-MM-DD. */
export interface AskedPart {
  id: string;
  quantity: number;
  requestedShipOn: string;
}

export interface DraftSchedule {
  scheduleId: string;
  parts: DraftPart[];
}

/** The answer to an order while it is being typed, by dated part. */
export type AnswerDraft = DraftSchedule[];

/** Everything as asked: all pieces on the requested day; where that day has passed, later, on a day to be named. */
export function acceptedAsAsked({ id, quantity, requestedShipOn }: AskedPart, today: string): DraftSchedule {
  const isPast = requestedShipOn < today;
  const part: DraftPart = {
    key: `${id}-1`,
    outcome: isPast ? 'backordered' : 'accepted',
    quantity: String(quantity),
    shipOn: isPast ? '' : requestedShipOn,
    unitPrice: '',
    reason: '',
    note: '',
  };
  return { scheduleId: id, parts: [part] };
}

/** Pieces of a typed figure: separators are left out; null where it is no whole number. */
export function typedPieces(text: string): number | null {
  const digits = text.replace(/[\s,，\u00a0\u202f]/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}

/** Pieces that no part speaks of yet; below zero: too many are spoken of. Null while a figure is no number. */
export function leftToAnswer(asked: AskedPart, parts: readonly DraftPart[]): number | null {
  let left = asked.quantity;
  for (const part of parts) {
    const pieces = typedPieces(part.quantity);
    if (pieces === null) return null;
    left -= pieces;
  }
  return left;
}

/**
 * Splits the answer to a dated part: the new piece of it takes what is left, or half of the last one when nothing is. It
 * ships later, which is what a split is mostly for.
 */
export function withSplit(asked: AskedPart, draft: DraftSchedule): DraftSchedule {
  const left = leftToAnswer(asked, draft.parts) ?? 0;
  const last = draft.parts.at(-1);
  const lastPieces = last ? (typedPieces(last.quantity) ?? 0) : 0;
  const taken = left > 0 ? left : Math.floor(lastPieces / 2);
  const numbers = draft.parts.map(({ key }) => Number(key.slice(key.lastIndexOf('-') + 1)) || 0);
  const part: DraftPart = {
    key: `${asked.id}-${Math.max(0, ...numbers) + 1}`,
    outcome: 'backordered',
    quantity: String(taken),
    shipOn: '',
    unitPrice: '',
    reason: '',
    note: '',
  };
  const kept =
    left > 0
      ? draft.parts
      : draft.parts.map((one) => (one === last ? { ...one, quantity: String(lastPieces - taken) } : one));
  return { ...draft, parts: [...kept, part] };
}

/** Takes a piece of the answer out; its pieces go back to the one before it, so that the sum stays. The last cannot go. */
export function withoutPart(draft: DraftSchedule, key: string): DraftSchedule {
  const at = draft.parts.findIndex((part) => part.key === key);
  const gone = draft.parts[at];
  if (!gone || draft.parts.length === 1) return draft;
  const heirAt = at === 0 ? 1 : at - 1;
  const sum = (typedPieces(draft.parts[heirAt]!.quantity) ?? 0) + (typedPieces(gone.quantity) ?? 0);
  return {
    ...draft,
    parts: draft.parts
      .map((part, index) => (index === heirAt ? { ...part, quantity: String(sum) } : part))
      .filter((part) => part.key !== key),
  };
}

/** Changes fields of one part; another outcome brings along the fields that it has and drops those it has not. */
export function withPart(
  asked: AskedPart,
  draft: DraftSchedule,
  key: string,
  changes: Partial<DraftPart>,
): DraftSchedule {
  const parts = draft.parts.map((part) =>
    part.key === key ? settled(asked, { ...part, ...changes }, changes.outcome) : part,
  );
  return { ...draft, parts };
}

function settled(asked: AskedPart, part: DraftPart, outcome: AnswerOutcome | undefined): DraftPart {
  if (outcome === undefined) return part;
  const unitPrice = outcome === 'counter_proposed' ? part.unitPrice : '';
  if (outcome === 'accepted') return { ...part, unitPrice, shipOn: asked.requestedShipOn, reason: '' };
  if (outcome === 'rejected') return { ...part, unitPrice, shipOn: '' };
  return { ...part, unitPrice, shipOn: part.shipOn === asked.requestedShipOn ? '' : part.shipOn };
}

/** What an answer promises, for the sentence before the button. Pieces. */
export interface AnswerSummary {
  promised: number;
  proposed: number;
  rejected: number;
  /** Dated parts whose pieces do not add up yet. */
  unfinished: number;
  /** The last promised or proposed day, YYYY-MM-DD. */
  lastDay: string | null;
  /** Pieces promised or proposed for a day after the requested one. */
  later: number;
}

export function summaryOf(asked: readonly AskedPart[], draft: AnswerDraft): AnswerSummary {
  const summary: AnswerSummary = {
    promised: 0,
    proposed: 0,
    rejected: 0,
    unfinished: 0,
    lastDay: null,
    later: 0,
  };
  for (const one of asked) {
    const parts = draft.find(({ scheduleId }) => scheduleId === one.id)?.parts ?? [];
    if (leftToAnswer(one, parts) !== 0) summary.unfinished += 1;
    for (const part of parts) {
      const pieces = typedPieces(part.quantity) ?? 0;
      if (part.outcome === 'rejected') {
        summary.rejected += pieces;
        continue;
      }
      if (part.outcome === 'counter_proposed') summary.proposed += pieces;
      else summary.promised += pieces;
      if (part.shipOn > one.requestedShipOn) summary.later += pieces;
      if (part.shipOn !== '' && part.shipOn > (summary.lastDay ?? '')) summary.lastDay = part.shipOn;
    }
  }
  return summary;
}

/** A draft as the browser kept it; what does not fit the order any more is left out. Null: nothing of it fits. */
export function revivedDraft(asked: readonly AskedPart[], today: string, kept: unknown): AnswerDraft | null {
  if (!Array.isArray(kept)) return null;
  const byId = new Map(kept.filter(isDraftSchedule).map((one) => [one.scheduleId, one]));
  if (!asked.some(({ id }) => byId.has(id))) return null;
  return asked.map((one) => byId.get(one.id) ?? acceptedAsAsked(one, today));
}

function isDraftSchedule(value: unknown): value is DraftSchedule {
  const one = value as Partial<DraftSchedule> | null;
  return (
    typeof one?.scheduleId === 'string' &&
    Array.isArray(one.parts) &&
    one.parts.length > 0 &&
    one.parts.every(isPart)
  );
}

const PART_TEXTS = ['key', 'outcome', 'quantity', 'shipOn', 'unitPrice', 'reason', 'note'];

function isPart(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return PART_TEXTS.every((name) => typeof (value as Record<string, unknown>)[name] === 'string');
}
