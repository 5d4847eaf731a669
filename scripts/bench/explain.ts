import type { PendingQuery, Row, TransactionSql } from 'postgres';
import postgres from 'postgres';
import type { Access } from '~/modules/identity/domain/access';
import type { PlatformTx, TenantTx } from '~db/tenancy.server';

/** Tables with fewer rows, or fewer pages (1 MB), than this are read faster whole than by an index. */
const BIG_TABLE_ROWS = 5000;
const BIG_TABLE_PAGES = 128;
interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

export interface ExplainedStatement {
  statement: string;
  ms: number;
  /** Pages of 8 kB touched. */
  pages: number;
  indexes: string[];
  /** Sequential scans of big tables: which, and the share of its rows that was wanted. */
  scans: { table: string; share: number }[];
}

/** Runs a page's queries in a scope and keeps what they did under its name. */
export type AsFactory = (
  page: string,
  work: (tx: TenantTx, access: Access) => Promise<unknown>,
) => Promise<void>;
export type AsPlatform = (
  page: string,
  work: (tx: PlatformTx, access: Access) => Promise<unknown>,
) => Promise<void>;

/** The tables that are big enough to need an index, by name, with their rows. */
export async function bigTables(adminUrl: string): Promise<Map<string, number>> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql<{ name: string; rows: number }[]>`
      select relname as name, reltuples::float8 as rows from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${BIG_TABLE_ROWS}
        and relpages >= ${BIG_TABLE_PAGES}`;
    return new Map(rows.map(({ name, rows }) => [name, rows]));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The transaction, with every statement explained just before it runs. Fragments inside statements do not run. */
export function explaining<Tx extends TenantTx | PlatformTx>(
  tx: Tx,
  big: ReadonlyMap<string, number>,
  statements: ExplainedStatement[],
): Tx {
  const sql = new Proxy(tx.sql, {
    apply(target, self, args: unknown[]) {
      const made = Reflect.apply(target as (...all: unknown[]) => unknown, self, args);
      if (!Array.isArray(args[0]) || !('raw' in args[0])) return made;
      const query = made as PendingQuery<Row[]>;
      const proceed = Object.getPrototypeOf(query).then as typeof query.then;
      let isExplained = false;
      return Object.defineProperty(query, 'then', {
        value: (done: (rows: unknown) => unknown, failed: (error: unknown) => unknown) => {
          // The driver, too, listens to the queries of a transaction, once they run.
          if (isExplained) return Reflect.apply(proceed, query, [done, failed]);
          isExplained = true;
          return explain(tx.sql, query, big)
            .then((statement) => statements.push(statement))
            .then(() => Reflect.apply(proceed, query, [(rows: unknown) => rows]))
            .then(done, failed);
        },
      });
    },
  });
  return { ...tx, sql };
}

async function explain(
  sql: TransactionSql,
  query: PendingQuery<Row[]>,
  big: ReadonlyMap<string, number>,
): Promise<ExplainedStatement> {
  const [row] = await sql<
    { 'QUERY PLAN': [{ Plan: PlanNode & Record<string, number>; 'Execution Time': number }] }[]
  >`
    explain (analyze, buffers, format json) ${query}`;
  const [{ Plan: plan, 'Execution Time': ms }] = row!['QUERY PLAN'];
  const nodes = flatten(plan);
  return {
    statement: nodes.map((node) => node['Relation Name']).find(Boolean) ?? plan['Node Type'],
    ms,
    pages: (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0),
    indexes: [...new Set(nodes.flatMap((node) => node['Index Name'] ?? []))],
    scans: nodes.flatMap((node) => {
      const table = node['Relation Name'] ?? '';
      const rows = big.get(table);
      if (node['Node Type'] !== 'Seq Scan' || rows === undefined) return [];
      return [{ table, share: node['Actual Rows'] / rows }];
    }),
  };
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}
