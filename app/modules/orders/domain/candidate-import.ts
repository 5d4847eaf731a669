import { type CalendarDate, compareDates, parseCalendarDate } from '~/kernel/calendar-date';
import { isCurrencyCode } from '~/kernel/currency';
import { parseMoney } from '~/kernel/money';
import { type Problem, problem } from '~/kernel/problem';
import type { SignalUnit } from './candidate-score';

export const SIGNAL_KINDS = ['search_term', 'review', 'trend'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];
export const SIGNAL_UNITS: readonly SignalUnit[] = [
  'searches_per_month',
  'reviews',
  'rating_hundredths',
  'competing_offers',
  'index',
];

/** Columns of an import and of the export, in their order. One row per signal; rows with one `ref` are one candidate. */
export const IMPORT_COLUMNS = [
  'ref',
  'name_en',
  'name_zh',
  'category',
  'markets',
  'expected_price',
  'expected_cost',
  'currency',
  'signal_kind',
  'signal_source',
  'signal_subject',
  'signal_market',
  'signal_unit',
  'signal_value',
  'observed_on',
  'note',
] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];
const REQUIRED: readonly ImportColumn[] = ['ref', 'name_en', 'category', 'markets'];

export interface ImportedSignal {
  kind: SignalKind;
  source: string;
  subject: string;
  marketCode: string | null;
  unit: SignalUnit;
  value: number;
  observedOn: CalendarDate;
}

export interface ImportedCandidate {
  ref: string;
  nameEn: string;
  nameZh: string;
  categoryCode: string;
  markets: string[];
  priceMinor: bigint | null;
  costMinor: bigint | null;
  currency: string | null;
  note: string | null;
  signals: ImportedSignal[];
}

/** What is wrong with a row: its number in the file, counted from 1 with the header, and the column. */
export interface RowProblem {
  row: number;
  column: ImportColumn | null;
  problem: Problem;
}

export interface ImportReading {
  candidates: ImportedCandidate[];
  problems: RowProblem[];
  /** Rows of data that were read, empty ones left out. */
  rows: number;
}

export interface ImportReference {
  categories: ReadonlySet<string>;
  markets: ReadonlySet<string>;
  today: CalendarDate;
}

/** Most pieces of text a cell may hold. */
const LONGEST = 500;

/**
 * Candidates and their signals of a table of texts whose first row names the columns, in any order. A row that is wrong is
 * told with its place and loses no other; a signal that is wrong loses only itself.
 * @returns the problem where the header cannot be read at all
 */
export function readCandidateTable(
  table: readonly (readonly string[])[],
  reference: ImportReference,
): { ok: true; value: ImportReading } | { ok: false; error: Problem } {
  const header = (table[0] ?? []).map((cell) => cell.trim().toLowerCase().replaceAll(' ', '_'));
  const missing = REQUIRED.filter((column) => !header.includes(column));
  if (missing.length > 0)
    return { ok: false, error: problem('import_columns_missing', { columns: missing.join(', ') }) };
  const unknown = header.filter(
    (name) => name !== '' && !(IMPORT_COLUMNS as readonly string[]).includes(name),
  );
  if (unknown.length > 0)
    return {
      ok: false,
      error: problem('import_columns_unknown', { columns: unknown.slice(0, 5).join(', ').slice(0, 200) }),
    };
  const problems: RowProblem[] = [];
  const byRef = new Map<string, ImportedCandidate>();
  let rows = 0;
  table.slice(1).forEach((cells, index) => {
    if (cells.every((cell) => cell.trim() === '')) return;
    rows += 1;
    const row = index + 2;
    const read = new RowReader(row, header, cells, problems);
    const ref = read.text('ref');
    const known = ref ? byRef.get(ref) : undefined;
    const candidate = known ?? readCandidate(read, ref, reference);
    if (!candidate) return;
    byRef.set(candidate.ref, candidate);
    const signal = readSignal(read, reference);
    if (signal) candidate.signals.push(signal);
  });
  return { ok: true, value: { candidates: [...byRef.values()], problems, rows } };
}

class RowReader {
  private readonly before: number;

  constructor(
    readonly row: number,
    private readonly header: readonly string[],
    private readonly cells: readonly string[],
    private readonly problems: RowProblem[],
  ) {
    this.before = problems.length;
  }

  /** The trimmed text of a column, '' where there is none. */
  text(column: ImportColumn): string {
    const text = (this.cells[this.header.indexOf(column)] ?? '').trim();
    if (text.length > LONGEST) this.refuse(column, problem('text_too_long', { maximum: LONGEST }));
    if (/\p{Cc}/u.test(text)) this.refuse(column, problem('value_invalid'));
    return text;
  }

  required(column: ImportColumn): string {
    const text = this.text(column);
    if (text === '') this.refuse(column, problem('value_required'));
    return text;
  }

  refuse(column: ImportColumn, reason: Problem): void {
    this.problems.push({ row: this.row, column, problem: reason });
  }

  get isFine(): boolean {
    return this.problems.length === this.before;
  }
}

function readCandidate(read: RowReader, ref: string, reference: ImportReference): ImportedCandidate | null {
  if (ref === '') read.refuse('ref', problem('value_required'));
  const nameEn = read.required('name_en');
  const nameZh = read.text('name_zh') || nameEn;
  const categoryCode = read.required('category');
  if (categoryCode !== '' && !reference.categories.has(categoryCode))
    read.refuse('category', problem('choice_unknown'));
  const markets = [
    ...new Set(
      read
        .required('markets')
        .toUpperCase()
        .split(/[\s,;/、,;]+/)
        .filter(Boolean),
    ),
  ];
  const strange = markets.filter((code) => !reference.markets.has(code));
  if (strange.length > 0)
    read.refuse('markets', problem('market_unknown', { codes: strange.slice(0, 5).join(', ').slice(0, 60) }));
  const currencyText = read.text('currency').toUpperCase();
  const currency = currencyText === '' ? null : currencyText;
  if (currency && !isCurrencyCode(currency)) read.refuse('currency', problem('invalid_currency'));
  const priceMinor = readAmount(read, 'expected_price', currency);
  const costMinor = readAmount(read, 'expected_cost', currency);
  const note = read.text('note') || null;
  if (!read.isFine) return null;
  return { ref, nameEn, nameZh, categoryCode, markets, priceMinor, costMinor, currency, note, signals: [] };
}

function readAmount(
  read: RowReader,
  column: 'expected_price' | 'expected_cost',
  currency: string | null,
): bigint | null {
  const text = read.text(column);
  if (text === '') return null;
  if (!currency || !isCurrencyCode(currency)) {
    if (!currency) read.refuse('currency', problem('value_required'));
    return null;
  }
  const amount = parseMoney(text, currency);
  if (!amount.ok) {
    read.refuse(column, amount.error);
    return null;
  }
  if (amount.value.minor <= 0n || amount.value.minor > 10n ** 13n) {
    read.refuse(column, problem('invalid_money', { value: text.slice(0, 40) }));
    return null;
  }
  return amount.value.minor;
}

function readSignal(read: RowReader, reference: ImportReference): ImportedSignal | null {
  const kind = read.text('signal_kind').toLowerCase();
  const valueText = read.text('signal_value');
  if (kind === '' && valueText === '') return null;
  if (!isSignalKind(kind)) read.refuse('signal_kind', problem('choice_unknown'));
  const unit = (read.text('signal_unit').toLowerCase() || defaultUnit(kind)) as SignalUnit;
  if (!SIGNAL_UNITS.includes(unit)) read.refuse('signal_unit', problem('choice_unknown'));
  const value = Number(valueText.replaceAll(',', ''));
  if (!/^\d[\d,]*$/.test(valueText) || !Number.isSafeInteger(value) || value > 2_000_000_000) {
    read.refuse('signal_value', problem('number_not_whole'));
  }
  const market = read.text('signal_market').toUpperCase();
  if (market !== '' && !reference.markets.has(market))
    read.refuse('signal_market', problem('market_unknown', { codes: market.slice(0, 60) }));
  const day = parseCalendarDate(read.required('observed_on'));
  if (!day.ok || compareDates(day.value, reference.today) > 0)
    read.refuse('observed_on', problem('invalid_date'));
  const source = read.required('signal_source');
  const subject = read.text('signal_subject');
  if (!read.isFine || !day.ok || !isSignalKind(kind)) return null;
  return {
    kind,
    source,
    subject,
    marketCode: market === '' ? null : market,
    unit,
    value,
    observedOn: day.value,
  };
}

const isSignalKind = (text: string): text is SignalKind => (SIGNAL_KINDS as readonly string[]).includes(text);
const defaultUnit = (kind: string): SignalUnit =>
  kind === 'search_term' ? 'searches_per_month' : kind === 'review' ? 'reviews' : 'index';
