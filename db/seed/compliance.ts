import { addDays } from '~/kernel/calendar-date';
import type { SeededFactory } from './factories';
import { SKU_CATEGORIES } from './names/categories';
import { MARKETS } from './names/places';
import { demoBuyer } from './people';
import { at, type SeedContext } from './seed-context';
import type { SeededSku } from './skus';

/** Categories that hold electronics: radio or mains. */
const isElectric = (code: string) =>
  code.startsWith('electronics.') || code.startsWith('personal_care.') || code === 'home.lighting';
const touchesFood = (code: string) => code === 'home.kitchen';

/** Mark or test report that a market asks for, by the kind of product. */
const ELECTRIC_MARK: Record<string, string> = {
  US: 'FCC',
  CA: 'ISED',
  MX: 'NOM',
  GB: 'UKCA',
  JP: 'PSE',
  AU: 'RCM',
  TH: 'TISI',
  MY: 'SIRIM',
  SG: 'SPRING',
  ID: 'SNI',
  AE: 'ESMA',
};

function documentKind(market: (typeof MARKETS)[number], category: string): string | null {
  const inEu = market.region === 'europe' && market.code !== 'GB';
  if (isElectric(category)) return inEu ? 'CE' : (ELECTRIC_MARK[market.code] ?? null);
  if (!touchesFood(category)) return null;
  if (inEu || market.code === 'GB') return 'LFGB';
  return market.code === 'US' ? 'FDA' : null;
}

/** What each market asks of each category. */
export function complianceRequirements() {
  return MARKETS.flatMap((market) =>
    SKU_CATEGORIES.flatMap(({ code }) => {
      const kind = documentKind(market, code);
      return kind ? [{ market_code: market.code, category_code: code, document_kind: kind }] : [];
    }),
  );
}

const LABORATORIES = [
  'TÜV Rheinland',
  'SGS',
  'Intertek',
  'Bureau Veritas',
  'CTI 华测检测',
  'TÜV SÜD',
] as const;

/**
 * What the factories hold for what they make: one document per kind and category. One in fourteen is missing, one in
 * twenty has run out and one in fifteen does so within a month.
 */
export function complianceDocuments(
  ctx: SeedContext,
  factories: readonly SeededFactory[],
  skus: readonly SeededSku[],
): object[] {
  const made = factories.map(() => new Set<string>());
  for (const sku of skus) {
    for (const index of sku.factoryIndexes) made[index]?.add(sku.type.categoryCode);
  }
  const by = demoBuyer(ctx).name;
  return factories.flatMap((factory, index) =>
    [...made[index]!].sort().flatMap((category) => {
      const kinds = new Map<string, string[]>();
      for (const market of MARKETS) {
        const kind = documentKind(market, category);
        if (kind) kinds.set(kind, [...(kinds.get(kind) ?? []), market.code]);
      }
      return [...kinds].flatMap(([kind, markets]) => {
        const random = ctx.random('compliance', factory.slug, category, kind);
        const draw = random.next();
        if (draw < 1 / 14) return [];
        const from = addDays(ctx.today, -random.int(120, 900));
        const lasts =
          draw < 1 / 14 + 1 / 20
            ? -random.int(5, 90)
            : draw < 0.19
              ? random.int(6, 30)
              : random.int(90, 1400);
        return [
          {
            factory_id: factory.id,
            id: ctx.id('compliance_document', `${factory.slug} ${category} ${kind}`, index),
            document_kind: kind,
            number: `${kind}-${String(factory.no).padStart(4, '0')}-${random.int(10_000, 99_999)}`,
            issuer: random.pick([...LABORATORIES]),
            sku_id: null,
            category_code: category,
            markets,
            valid_from: from,
            valid_to: kind === 'FCC' ? null : addDays(ctx.today, lasts),
            stored_file_id: null,
            revoked_at: null,
            recorded_by_name: by,
            created_at: at(from, '03:00'),
          },
        ];
      });
    }),
  );
}
