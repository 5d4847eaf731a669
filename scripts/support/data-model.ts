import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { is } from 'drizzle-orm';
import { getTableConfig, type PgColumn, PgTable } from 'drizzle-orm/pg-core';
import ts from 'typescript';
import * as candidates from '~db/schema/candidates';
import * as capacity from '~db/schema/capacity';
import * as catalog from '~db/schema/catalog';
import * as feeds from '~db/schema/feeds';
import * as forecast from '~db/schema/forecast';
import * as forecastAccuracy from '~db/schema/forecast-accuracy';
import * as forecastAnswers from '~db/schema/forecast-answers';
import * as forecastChanges from '~db/schema/forecast-changes';
import * as forecastRuns from '~db/schema/forecast-runs';
import * as identity from '~db/schema/identity';
import * as inventory from '~db/schema/inventory';
import * as orderRisks from '~db/schema/order-risks';
import * as orders from '~db/schema/orders';
import * as sellOut from '~db/schema/sell-out';
import * as shipments from '~db/schema/shipments';
import { PLANNED_TABLES, type TableScope } from './planned-tables';

/** The files of `db/schema` by module, in the order of the layout. */
const MODULES: Record<string, Record<string, object>> = {
  identity: { identity },
  catalog: { catalog },
  orders: { candidates, orders, shipments, 'order-risks': orderRisks },
  inventory: { inventory, 'sell-out': sellOut },
  forecast: {
    forecast,
    'forecast-runs': forecastRuns,
    'forecast-answers': forecastAnswers,
    'forecast-changes': forecastChanges,
    'forecast-accuracy': forecastAccuracy,
    feeds,
  },
  capacity: { capacity },
};

export interface ModelTable {
  module: string;
  name: string;
  scope: TableScope;
  primaryKey: string[];
  /** The schema's docstring on it. */
  purpose: string;
  columns: { name: string; type: string; notNull: boolean }[];
  foreignKeys: { columns: string[]; target: string }[];
}

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Every table of the drizzle schema, by module. */
export function modelTables(): ModelTable[] {
  const readable = tablesReadByFactories();
  return Object.entries(MODULES).flatMap(([module, files]) =>
    Object.entries(files).flatMap(([file, exports]) => {
      // In the order of the file: that of a namespace depends on who compiled it.
      return [...docstrings(path.join(ROOT, `db/schema/${file}.ts`))].flatMap(([name, purpose]) => {
        const value: unknown = (exports as Record<string, unknown>)[name];
        return is(value, PgTable) ? [tableOf(module, value, purpose, readable)] : [];
      });
    }),
  );
}

function tableOf(module: string, table: PgTable, purpose: string, readable: ReadonlySet<string>): ModelTable {
  const config = getTableConfig(table);
  const isTenant = config.name === 'factory' || config.columns.some(({ name }) => name === 'factory_id');
  const composite = config.primaryKeys[0]?.columns.map(({ name }) => name);
  return {
    module,
    name: config.name,
    scope: isTenant ? 'tenant' : readable.has(config.name) ? 'reference' : 'platform',
    primaryKey: composite ?? config.columns.filter(({ primary }) => primary).map(({ name }) => name),
    purpose,
    columns: config.columns.map((column: PgColumn) => ({
      name: column.name,
      type: column.getSQLType(),
      notNull: column.notNull,
    })),
    foreignKeys: config.foreignKeys.map((key) => {
      const { columns, foreignTable } = key.reference();
      return { columns: columns.map(({ name }) => name), target: getTableConfig(foreignTable).name };
    }),
  };
}

/** Tables that the migrations let the factory's role read: grants are no part of drizzle's schema. */
function tablesReadByFactories(folder = path.join(ROOT, 'drizzle')): ReadonlySet<string> {
  const tables = new Set<string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.sql'))) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const [, rights, names] of text.matchAll(/GRANT ([\w, ]+) ON ([\w", ]+) TO portal_app\b/gi)) {
      if (!/\bSELECT\b/i.test(rights!)) continue;
      for (const name of names!.split(',')) tables.add(name.trim().replaceAll('"', ''));
    }
  }
  return tables;
}

/** The constants of a schema file in its order, each with the text of the comment above it on one line, or ''. */
function docstrings(file: string): Map<string, string> {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const name = statement.declarationList.declarations[0]?.name.getText(source) ?? '';
    const [comment] = ts.getJSDocCommentsAndTags(statement);
    const text = comment && ts.isJSDoc(comment) ? ts.getTextOfJSDocComment(comment.comment) : undefined;
    found.set(name, (text ?? '').replaceAll(/\s+/g, ' ').trim());
  }
  return found;
}

const head = () => `# Data model

Generated from \`db/schema/\` by \`npm run docs:data-model\`; a test fails when it is stale. Words as in the trade; names in the database are
English, singular and snake_case.

## Legend

${table([
  ['Scope', 'Who reads and writes', 'Key'],
  [
    'tenant',
    'one factory its own rows, by forced row-level security; the platform all',
    'begins with `factory_id`, in foreign keys too',
  ],
  [
    'reference',
    'every factory reads all of it; the platform writes',
    'a code or an id; never refers to a tenant table',
  ],
  ['platform', 'the platform alone', 'an id, or `sku_id` first: these tables are distributed by SKU'],
])}

Ids are UUIDv7 made by the application. Money is \`bigint\` minor units beside an ISO 4217 code, rates are basis points (\`_bp\`), lengths \`_mm\`,
masses \`_g\`; calendar days are \`date\`, instants \`timestamptz\`. What a factory may know of a platform record (names, terms) is copied into its own
rows. The diagrams show keys only: \`PK\` primary, \`FK\` foreign; a dashed line crosses into another module.
`;

/** The whole of docs/data-model.md. */
export function dataModelDocument(tables = modelTables()): string {
  const sections = Object.keys(MODULES).map((module) => section(module, tables));
  return `${[head(), ...sections, planned(tables)].join('\n')}`;
}

/** A Markdown table with even columns, the first row as its head. */
function table(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((text) => text.replaceAll('|', '\\|')));
  const widths = cells[0]!.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) => `| ${row.map((text, i) => text.padEnd(widths[i]!)).join(' | ')} |`;
  const [top, ...rest] = cells.map(line);
  return [top, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rest].join('\n');
}

const code = (text: string) => `\`${text}\``;
const title = (module: string) => `${module[0]!.toUpperCase()}${module.slice(1)}`;

function section(module: string, all: readonly ModelTable[]): string {
  const tables = all.filter((table) => table.module === module);
  const rows = tables.map(({ name, scope, primaryKey, purpose }) => [
    code(name),
    scope,
    code(primaryKey.join(', ')),
    purpose,
  ]);
  return [
    `## ${title(module)}`,
    '',
    '```mermaid',
    'erDiagram',
    ...tables.flatMap((table) => diagramLines(table, all)),
    '```',
    '',
    table([['Table', 'Scope', 'Primary key', 'What it holds'], ...rows]),
    '',
  ].join('\n');
}

function diagramLines(table: ModelTable, all: readonly ModelTable[]): string[] {
  const { primaryKey, foreignKeys, columns, name } = table;
  const referring = new Set(foreignKeys.flatMap((key) => key.columns));
  const keys = columns.filter((column) => primaryKey.includes(column.name) || referring.has(column.name));
  const attributes = keys.map((column) => {
    const marks = [primaryKey.includes(column.name) && 'PK', referring.has(column.name) && 'FK'];
    return `    ${plainType(column.type)} ${column.name} ${marks.filter(Boolean).join(', ')}`;
  });
  const lines = foreignKeys.map((key) => {
    const isOptional = columns.some((column) => key.columns.includes(column.name) && !column.notNull);
    const isWhole =
      key.columns.length === primaryKey.length && key.columns.every((c) => primaryKey.includes(c));
    const crosses = all.find((other) => other.name === key.target)?.module !== table.module;
    const own = key.columns.filter((column) => column !== 'factory_id').join(', ') || 'factory_id';
    return `  ${key.target} ${isOptional ? '|o' : '||'}${crosses ? '..' : '--'}${isWhole ? 'o|' : 'o{'} ${name} : "${own}"`;
  });
  return [`  ${name} {`, ...attributes, '  }', ...lines];
}

/** A type as Mermaid's grammar takes it. */
const plainType = (type: string) =>
  type
    .replace('timestamp with time zone', 'timestamptz')
    .replaceAll(/\(.*\)/g, '')
    .replaceAll(' ', '_');

function planned(tables: readonly ModelTable[]): string {
  const made = new Set(tables.map(({ name }) => name));
  const rows = PLANNED_TABLES.filter(({ name }) => !made.has(name)).map(
    ({ module, name, scope, key, purpose }) => [code(name), module, scope, code(key), purpose],
  );
  return [
    '## Tables to come',
    '',
    'Their names and keys are settled, so that what exists refers to them in the right way; they are made with the feature that fills them.',
    '',
    table([['Table', 'Module', 'Scope', 'Intended primary key', 'What it will hold'], ...rows]),
    '',
  ].join('\n');
}
