import { type Problem, problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import type { ApiAnswer } from '~/modules/identity/commands/answer-once.server';
import type { ApiAccess } from '~/modules/identity/domain/api-access';
import { MOST_ROWS } from '~/modules/inventory/forms';
import type { PlatformTx } from '~db/tenancy.server';
import { ApiExchange } from './api-answer.server';
import { readJson } from './api-body.server';
import { MOST_ROW_PROBLEMS } from './api-limits';
import { pointerTo, problemDocument, problemWords } from './api-problem.server';
import type { ApiArgs } from './require-api-key.server';

/** Who sends: rows are known by the source of the key, which all keys of one system share. */
export interface Sender {
  source: string;
  actor: { system: string };
}

/** What became of one row. */
export type RowOutcome = { outcome: 'taken' | 'duplicate' } | { outcome: 'refused'; problem: Problem };

export interface Batch<Row> {
  /** Reads one row; its problem names the field at fault. */
  read: (row: unknown) => Result<Row>;
  /** Takes the rows that could be read. One outcome per row, in their order. */
  take: (tx: PlatformTx, by: Sender, rows: readonly Row[]) => Promise<readonly RowOutcome[]>;
}

/**
 * Answers `POST` of `{"rows": […]}`: every row that can be taken is taken, the others are refused one by one. 200 when all
 * are in the books (now or before), 207 when some were refused, 422 when none was taken. The answer is made inside the
 * transaction, so that it is stored with what it tells of.
 */
export async function takeBatch<Row>(args: ApiArgs, access: ApiAccess, batch: Batch<Row>): Promise<Response> {
  const exchange = new ApiExchange(args, access);
  if (args.request.method !== 'POST') return exchange.wrongMethod('POST');
  const body = await readJson(args.request);
  if (!body.ok) return exchange.refuse(body.error);
  const rows = rowsOf(body.value.value);
  if (!rows.ok) {
    const { field, ...found } = rows.error;
    if (found.code === 'api_rows_exceeded') return exchange.refuse(found);
    return exchange.refusePlaces([{ ...found, at: { pointer: field ? pointerTo(field) : '#' } }]);
  }
  return exchange.once(body.value.hash, async (tx) => {
    const sender = { source: access.key.source, actor: { system: access.key.name } };
    const outcomes = await outcomesOf(tx, sender, rows.value, batch);
    return answerOf(exchange, outcomes);
  });
}

function rowsOf(value: unknown): Result<unknown[]> {
  const refused = (code: string, field?: string, params?: Record<string, string | number>) =>
    ({ ok: false, error: problem(code, params, field) }) as const;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refused('row_not_object');
  const unknown = Object.keys(value)
    .find((name) => name !== 'rows')
    ?.slice(0, 40);
  if (unknown !== undefined) return refused('field_unknown', unknown, { field: unknown });
  const { rows } = value as { rows?: unknown };
  if (rows === undefined) return refused('value_required', 'rows');
  if (!Array.isArray(rows)) return refused('value_invalid', 'rows');
  if (rows.length === 0) return refused('value_required', 'rows');
  if (rows.length > MOST_ROWS) return refused('api_rows_exceeded', 'rows', { limit: MOST_ROWS });
  return { ok: true, value: rows };
}

async function outcomesOf<Row>(
  tx: PlatformTx,
  sender: Sender,
  rows: readonly unknown[],
  { read, take }: Batch<Row>,
): Promise<RowOutcome[]> {
  const parsed = rows.map(read);
  const readable = parsed.flatMap((one) => (one.ok ? [one.value] : []));
  const taken = readable.length > 0 ? await take(tx, sender, readable) : [];
  if (taken.length !== readable.length) throw new RangeError('a batch needs one outcome per row');
  let next = 0;
  return parsed.map((one) =>
    one.ok ? (taken[next++] as RowOutcome) : { outcome: 'refused', problem: one.error },
  );
}

async function answerOf(exchange: ApiExchange, outcomes: readonly RowOutcome[]): Promise<ApiAnswer> {
  const { say } = await problemWords(exchange.request);
  const counts = { taken: 0, duplicate: 0, refused: 0 };
  const errors = [];
  for (const [index, row] of outcomes.entries()) {
    counts[row.outcome]++;
    if (row.outcome !== 'refused' || errors.length >= MOST_ROW_PROBLEMS) continue;
    const { code, field } = row.problem;
    const pointer = field === undefined ? pointerTo('rows', index) : pointerTo('rows', index, field);
    errors.push({ pointer, code, detail: say(row.problem) });
  }
  const summary = { rows: outcomes.length, ...counts, outcomes: outcomes.map(({ outcome }) => outcome) };
  if (counts.refused === outcomes.length) {
    const found = problem('api_rows_refused');
    const { requestId } = exchange.args.context;
    const { document } = await problemDocument(exchange.request, found, { requestId, errors, more: summary });
    return { status: document.status, body: JSON.stringify(document) };
  }
  const status = counts.refused > 0 ? 207 : 200;
  return { status, body: JSON.stringify({ ...summary, errors }) };
}
