import { forecastSearch, platformForecastSearch } from '~/modules/forecast/forms';
import { forecastSkuView } from '~/modules/forecast/queries/forecast-sku.server';
import { forecastTable } from '~/modules/forecast/queries/forecast-table.server';
import { overview } from '~/modules/forecast/queries/overview.server';
import { platformForecastTable } from '~/modules/forecast/queries/platform-forecast-table.server';
import { authorize, type Identity } from '~/modules/identity/domain/access';
import { systemClock } from '~/platform/system-clock.server';
import { inPlatform, inTenant } from '~db/tenancy.server';
import { type AsFactory, type AsPlatform, bigTables, type ExplainedStatement, explaining } from './explain';
import type { BenchFactory } from './in-process-portal';
import type { PageSubjects } from './page-subjects';
import { explainSupply } from './supply-plans';

/** An index saves nothing where so much of a table is wanted. */
const WORTH_A_SCAN = 1 / 3;

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
  subjects: PageSubjects,
): Promise<ExplainedPage[]> {
  const big = await bigTables(adminUrl);
  const now = systemClock.now();
  const pages: ExplainedPage[] = [];
  const asFactory: AsFactory = async (page, work) => {
    const answer = authorize(identityFor(factory), 'forecast:view', factory.slug);
    if (!answer.ok) throw new Error('the benchmark may not see its factory');
    const statements: ExplainedStatement[] = [];
    await inTenant(answer.access, (tx) => work(explaining(tx, big, statements), answer.access));
    pages.push({ page, scope: 'factory', statements });
  };
  const asPlatform: AsPlatform = async (page, work) => {
    const answer = authorize(identityFor(factory), 'platform.forecast:view', undefined);
    if (!answer.ok) throw new Error('the benchmark may not see the platform');
    const statements: ExplainedStatement[] = [];
    await inPlatform(answer.access, (tx) => work(explaining(tx, big, statements), answer.access));
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
  await explainSupply({ asFactory, asPlatform, factory, subjects, now });
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
