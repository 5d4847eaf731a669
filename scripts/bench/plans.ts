import type { PendingQuery, Row, TransactionSql } from 'postgres';
import postgres from 'postgres';
import { forecastSearch, platformForecastSearch } from '~/modules/forecast/forms';
import { forecastSkuView } from '~/modules/forecast/queries/forecast-sku.server';
import { forecastTable } from '~/modules/forecast/queries/forecast-table.server';
import { overview } from '~/modules/forecast/queries/overview.server';
import { platformForecastTable } from '~/modules/forecast/queries/platform-forecast-table.server';
import { authorize, type Identity } from '~/modules/identity/domain/access';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform, inTenant, type PlatformTx, type TenantTx } from '~db/tenancy.server';
import type { BenchFactory } from './in-process-portal';

/** Tables with fewer rows than this are read faster whole than by an index. */
const BIG_TABLE_ROWS = 5000;
/** An index saves nothing where so much of a table is wanted. */
const WORTH_A_SCAN = 1 / 3;

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

export interface ExplainedPage {
  page: string;
  scope: 'factory' | 'platform';
  statements: ExplainedStatement[];
}

/** The platform's overview sums up the orders of all factories and stands outside the bar. */
export const isJudged = ({ page, scope }: ExplainedPage): boolean =>
  scope === 'factory' || page !== 'overview';

/** Whether a statement reads a big table whole although it wants little of it; a factory never reads one whole. */
export function isBadPlan(scope: ExplainedPage['scope'], { scans }: ExplainedStatement): boolean {
  return scans.some(({ share }) => scope === 'factory' || share < WORTH_A_SCAN);
}

/** Runs the pages' own queries in their scopes under EXPLAIN (ANALYZE, BUFFERS), row-level security included. */
export async function explainPages(
  adminUrl: string,
  factory: BenchFactory,
  skuCode: string,
): Promise<ExplainedPage[]> {
  const big = await bigTables(adminUrl);
  const now = systemClock.now();
  const pages: ExplainedPage[] = [];
  const asFactory = async (page: string, work: (tx: TenantTx) => Promise<unknown>) => {
    const answer = authorize(identityFor(factory), 'forecast:view', factory.slug);
    if (!answer.ok) throw new Error('the benchmark may not see its factory');
    const statements: ExplainedStatement[] = [];
    await inTenant(answer.access, (tx) => work(explaining(tx, big, statements)));
    pages.push({ page, scope: 'factory', statements });
  };
  const asPlatform = async (page: string, work: (tx: PlatformTx) => Promise<unknown>) => {
    const answer = authorize(identityFor(factory), 'platform.forecast:view', undefined);
    if (!answer.ok) throw new Error('the benchmark may not see the platform');
    const statements: ExplainedStatement[] = [];
    await inPlatform(answer.access, (tx) => work(explaining(tx, big, statements)));
    pages.push({ page, scope: 'platform', statements });
  };
  const bucket = { quantile: 'p50' } as const;
  await asFactory('forecast', (tx) => forecastTable(tx, forecastSearch.parse({})));
  await asFactory('forecast, firm zone', (tx) => forecastTable(tx, forecastSearch.parse({ zone: 'firm' })));
  await asFactory('forecast, market', (tx) => forecastTable(tx, forecastSearch.parse({ market: 'US' })));
  await asFactory('forecast, search', (tx) => forecastTable(tx, forecastSearch.parse({ q: 'a' })));
  await asFactory('SKU', (tx) => forecastSkuView(tx, skuCode, bucket));
  await asFactory('overview', (tx) => overview(tx, now, factory.timeZone));
  for (const by of ['factory', 'category', 'sku'] as const) {
    await asPlatform(`by ${by}`, (tx) => platformForecastTable(tx, platformForecastSearch.parse({ by })));
  }
  await asPlatform('SKU', (tx) => forecastSkuView(tx, skuCode, bucket));
  await asPlatform('one factory', (tx) => forecastTable(tx, forecastSearch.parse({}), factory.id));
  await asPlatform('overview', (tx) => overview(tx, now, 'UTC'));
  return pages;
}

function identityFor({ id, slug, timeZone, ownerId }: BenchFactory): Identity {
  return {
    user: {
      id: ownerId,
      email: 'bench@factory.example',
      displayName: 'Benchmark',
      locale: 'en',
      theme: 'auto',
      timeZone: 'UTC',
    },
    sessionKey: 'bench',
    memberships: [{ factoryId: id, slug, nameEn: slug, nameZh: slug, timeZone, role: 'owner' }],
    platformRole: 'buyer',
    origin: { ip: null, userAgent: null, requestId: null },
  };
}

async function bigTables(adminUrl: string): Promise<Map<string, number>> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const rows = await sql<{ name: string; rows: number }[]>`
      select relname as name, reltuples::float8 as rows from pg_class
      where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples >= ${BIG_TABLE_ROWS}`;
    return new Map(rows.map(({ name, rows }) => [name, rows]));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The transaction, with every statement explained just before it runs. Fragments inside statements do not run. */
function explaining<Tx extends TenantTx | PlatformTx>(
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
