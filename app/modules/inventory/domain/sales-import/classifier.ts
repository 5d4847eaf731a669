import { ok, type Result } from '~/kernel/result';
import { GENERIC_HEADER, genericClassifier } from './generic';
import { readHeader } from './header';
import type { RowClassifier, SalesFormat } from './model';
import { ONLINE_RETAIL_HEADER, onlineRetailClassifier } from './online-retail';

/** The classifier of a format for a file with this header, or the problem with the header. */
export function classifierFor(format: SalesFormat, header: string): Result<RowClassifier> {
  const isRetail = format === 'online-retail';
  const read = readHeader(header, isRetail ? ONLINE_RETAIL_HEADER : GENERIC_HEADER);
  if (!read.ok) return read;
  const { columns, at } = read.value;
  return ok(isRetail ? onlineRetailClassifier(columns, at) : genericClassifier(columns, at));
}
