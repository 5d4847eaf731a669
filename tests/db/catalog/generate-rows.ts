import { uuidv7 } from '~/kernel/ids';
import { createRandom } from '~/kernel/random';
import type { Catalog, Column, Table } from './read-catalog';
import { tenantColumn } from './rules';

export type Row = Record<string, unknown>;

const random = createRandom('generated rows');
/** Ids as the application makes them, the same in every run. */
export const nextId = (): string =>
  uuidv7(
    Date.UTC(2026, 0, 5),
    Uint8Array.from({ length: 10 }, () => random.int(0, 255)),
  );

/** The tables in an order in which every foreign key finds what it refers to. */
export function inOrderOfReference(catalog: Catalog): Table[] {
  const done = new Map<string, Table>();
  let rest = catalog.tables;
  while (rest.length > 0) {
    const ready = rest.filter((table) =>
      table.foreignKeys.every(({ target }) => target === table.name || done.has(target)),
    );
    if (ready.length === 0) throw new Error(`tables refer to each other: ${rest.map(({ name }) => name)}`);
    for (const table of ready) done.set(table.name, table);
    rest = rest.filter(({ name }) => !done.has(name));
  }
  return [...done.values()];
}

/**
 * A row that the table takes, made from its catalog: types, checks of words, and foreign keys to the rows given.
 * @param number makes texts and numbers differ between rows of one table
 * @param tenant the factory the row belongs to; ignored by other tables
 * @param parents the row that each foreign key refers to, by table
 */
export function makeRow(
  table: Table,
  number: number,
  tenant: string,
  parents: ReadonlyMap<string, Row>,
): Row {
  const row: Row = {};
  for (const column of table.columns) {
    if (column.isGenerated) continue;
    row[column.name] = column.name === tenantColumn(table) ? tenant : valueFor(table, column, number);
  }
  for (const { columns, target, targetColumns } of table.foreignKeys) {
    const parent = parents.get(target);
    columns.forEach((column, i) => {
      if (parent) row[column] = parent[targetColumns[i]!];
    });
  }
  return row;
}

function valueFor(table: Table, column: Column, number: number): unknown {
  const { name, type } = column;
  if (type.endsWith('[]')) return [];
  if (type === 'uuid') return nextId();
  if (type === 'boolean') return true;
  if (type === 'jsonb' || type === 'json') return {};
  if (type === 'date') return `2026-01-0${number + 1}`;
  if (type.startsWith('timestamp')) return `2026-01-0${number + 1}T08:00:00Z`;
  if (/^(integer|bigint|smallint|real|double precision|numeric)/.test(type)) return number + 1;
  if (type === 'text' || type.startsWith('character')) {
    return wordsAllowed(table, name)[0] ?? `${table.name} ${name} ${number}`;
  }
  throw new Error(`${table.name}.${name}: no value for the type ${type}`);
}

/** The words of a check such as `(status = ANY (ARRAY['draft'::text, …]))`. */
function wordsAllowed(table: Table, column: string): string[] {
  const check = table.checks.find((text) => text.startsWith(`(${column} = ANY (ARRAY[`));
  return [...(check ?? '').matchAll(/'((?:[^']|'')*)'::text/g)].map((match) =>
    match[1]!.replaceAll("''", "'"),
  );
}
