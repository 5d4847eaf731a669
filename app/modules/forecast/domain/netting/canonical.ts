import { type NettingInput, RULE_VERSION, type ScheduledReceipt } from './types';

/**
 * The input as text that is equal for equal inputs, whatever the order of keys, sources or receipts; made to be
 * hashed by the caller. Holds the version of the rule, so a new rule gives a new hash.
 */
export function canonicalInput(input: NettingInput): string {
  return canonicalJson({
    rule: RULE_VERSION,
    input: {
      ...input,
      receipts: [...input.receipts].sort(compareReceipts),
      sources: [...input.sources].sort((a, b) => (a.sourceId < b.sourceId ? -1 : 1)),
    },
  });
}

const compareReceipts = (a: ScheduledReceipt, b: ScheduledReceipt): number =>
  a.week - b.week ||
  (a.kind === b.kind ? 0 : a.kind < b.kind ? -1 : 1) ||
  Number(a.overdue) - Number(b.overdue) ||
  a.quantity - b.quantity;

/**
 * JSON with sorted keys and no spaces (in the manner of RFC 8785): keys whose value is undefined are left out,
 * -0 is 0. @throws RangeError for a number that JSON cannot say, TypeError for functions, symbols and bigints.
 */
export function canonicalJson(value: unknown): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      if (!Number.isFinite(value)) throw new RangeError(`Not a number that can be written: ${value}`);
      return JSON.stringify(value);
    case 'object': {
      if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
      const entries = Object.entries(value as Record<string, unknown>)
        .filter(([, item]) => item !== undefined)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
      return `{${entries.join(',')}}`;
    }
    default:
      throw new TypeError(`Cannot be written as JSON: ${typeof value}`);
  }
}
