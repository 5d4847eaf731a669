import { readPieces } from '../../domain/commit/commit-bucket';
import type { CellWrites, Edit, Layer, Place, Range } from './grid-types';

/** A text as the value of a layer. */
export function layerValue(layer: Layer, text: string): Partial<Edit> {
  return layer === 'reason' ? { reason: text.trim() } : { [layer]: text.trim() };
}

/** Every place of a range, row by row. */
export function cellsOf({ top, left, bottom, right }: Range): Place[] {
  return Array.from({ length: bottom - top + 1 }, (_, r) =>
    Array.from({ length: right - left + 1 }, (_, c) => ({ row: top + r, col: left + c })),
  ).flat();
}

/**
 * What a block of texts writes from a range's corner on; one text fills the whole range. Empty texts write nothing.
 * @param reasonOf the code that a word means; the word itself where it means none
 * @returns the cells, and the last place of a block that is larger than one text
 */
export function pastedCells(
  range: Range,
  block: readonly (readonly string[])[],
  layer: Layer,
  reasonOf: (word: string) => string,
): { cells: CellWrites; last: Place | null } {
  const [height, width] = [block.length, Math.max(0, ...block.map((row) => row.length))];
  if (height === 0 || width === 0) return { cells: [], last: null };
  const isOne = height === 1 && width === 1;
  const last = { row: range.top + height - 1, col: range.left + width - 1 };
  const target = isOne ? range : { ...range, bottom: last.row, right: last.col };
  const cells = cellsOf(target).flatMap(({ row, col }) => {
    const text = (isOne ? block[0]![0]! : (block[row - range.top]?.[col - range.left] ?? '')).trim();
    return text === '' ? [] : [{ row, col, values: typedValue(layer, text, reasonOf) }];
  });
  return { cells, last: isOne ? null : last };
}

/** A text as the layer keeps it: figures in plain digits where they can be read. */
function typedValue(layer: Layer, text: string, reasonOf: (word: string) => string): Partial<Edit> {
  if (layer === 'reason') return { reason: reasonOf(text) };
  const pieces = readPieces(text);
  return { [layer]: pieces.ok && pieces.value !== null ? String(pieces.value) : text };
}

/** What copying the first column of a range to the right, or its first row down, writes. */
export function filledCells(
  range: Range,
  direction: 'right' | 'down',
  textAt: (row: number, col: number) => string,
  layer: Layer,
): CellWrites {
  return cellsOf(range).flatMap(({ row, col }) => {
    const [fromRow, fromCol] = direction === 'right' ? [row, range.left] : [range.top, col];
    if (row === fromRow && col === fromCol) return [];
    const text = textAt(fromRow, fromCol);
    return text === '' ? [] : [{ row, col, values: layerValue(layer, text) }];
  });
}
