import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { splitRecord } from './csv-records';

/** The columns of a format: names as they are compared, without case and surrounding space. */
export interface HeaderRule {
  required: readonly string[];
  optional: readonly string[];
}

/**
 * Position of each named column; absent optional ones have -1. A header with an unknown, missing or doubled column is
 * refused, so that no column that the format does not know can enter.
 */
export function readHeader(
  text: string,
  rule: HeaderRule,
): Result<{ columns: number; at: Record<string, number> }> {
  const split = splitRecord(text);
  if (split.state !== 'complete') return err(problem('import_header_quote'));
  const names = split.fields.map((name) => name.trim().toLowerCase());
  const known = new Map([...rule.required, ...rule.optional].map((name) => [name.toLowerCase(), name]));
  const expected = [...rule.required, ...rule.optional].join(', ');
  const at: Record<string, number> = {};
  for (const name of known.values()) at[name] = -1;

  if (!names.some((name) => known.has(name))) {
    const separator = [';', '\t', '|'].find((mark) => text.includes(mark));
    if (separator)
      return err(problem('import_header_separator', { separator: separator === '\t' ? 'tab' : separator }));
    return err(problem('import_header_missing', { expected }));
  }
  for (const [position, name] of names.entries()) {
    const column = known.get(name);
    if (!column)
      return err(
        problem('import_header_unknown', {
          column: shown(split.fields[position]!),
          position: position + 1,
          expected,
        }),
      );
    if (at[column] !== -1) return err(problem('import_header_doubled', { column }));
    at[column] = position;
  }
  const missing = rule.required.filter((name) => at[name] === -1);
  if (missing.length > 0) return err(problem('import_header_incomplete', { missing: missing.join(', ') }));
  return ok({ columns: names.length, at });
}

const shown = (name: string): string =>
  (name.length > 40 ? `${name.slice(0, 39)}…` : name).replace(/[\p{C}]/gu, '\ufffd');

/** The sentence for a problem with a header. */
export function describeHeaderProblem({ code, params = {} }: Problem): string {
  switch (code) {
    case 'import_header_quote':
      return 'the header has a quote that is not closed';
    case 'import_header_separator':
      return `the header is separated by “${params.separator}”; save the file with commas`;
    case 'import_header_missing':
      return `there is no header; the first line must name the columns ${params.expected}`;
    case 'import_header_unknown':
      return `column ${params.position} “${params.column}” is unknown and the file is refused; the columns are ${params.expected}`;
    case 'import_header_doubled':
      return `the column “${params.column}” is there twice`;
    default:
      return `the header lacks the column(s) ${params.missing}`;
  }
}
