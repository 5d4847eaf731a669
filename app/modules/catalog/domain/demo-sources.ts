import { currencyCode, currencyExponent } from '~/kernel/currency';
import { createRandom, type Random } from '~/kernel/random';
import { divideRounded } from '~/kernel/rounding';

/** Categories that descriptions are sorted into; a code before the point names the category above. */
export const DEMO_CATEGORIES = {
  home: { nameEn: 'Home', nameZh: '家居' },
  'home.kitchen': { nameEn: 'Kitchen and dining', nameZh: '厨房餐饮' },
  'home.storage': { nameEn: 'Storage and organising', nameZh: '收纳整理' },
  'home.bedding': { nameEn: 'Bedding and textiles', nameZh: '床品家纺' },
  'home.lighting': { nameEn: 'Lighting', nameZh: '灯具照明' },
  'home.decor': { nameEn: 'Decoration and gifts', nameZh: '装饰礼品' },
  outdoor: { nameEn: 'Outdoor', nameZh: '户外' },
  'outdoor.camping': { nameEn: 'Camping', nameZh: '露营装备' },
  'outdoor.garden': { nameEn: 'Garden', nameZh: '庭院园艺' },
  'outdoor.travel': { nameEn: 'Travel and beach', nameZh: '旅行沙滩' },
  electronics: { nameEn: 'Electronics', nameZh: '消费电子' },
  'electronics.accessories': { nameEn: 'Computer and phone accessories', nameZh: '数码配件' },
  'electronics.smart_home': { nameEn: 'Smart home', nameZh: '智能家居' },
  personal_care: { nameEn: 'Personal care', nameZh: '个人护理' },
  'personal_care.hair': { nameEn: 'Hair care', nameZh: '美发护发' },
  'personal_care.massage': { nameEn: 'Massage and wellness', nameZh: '按摩保健' },
} as const;
export type DemoCategory = keyof typeof DEMO_CATEGORIES;

/** The part of a category code that names the top category. */
export const topCategory = (code: string): string => code.split('.')[0]!;

const words = (list: string) => new RegExp(`\\b(${list})s?\\b`, 'i');

/** Words by which a description tells its category; the first that matches decides, decoration if none does. */
const CATEGORY_WORDS: readonly (readonly [DemoCategory, RegExp])[] = [
  ['personal_care.hair', words('hair|hairband|hairclip|hair ?brush|hair ?comb|comb|headband|scrunchie')],
  [
    'personal_care.massage',
    words(
      'soap|shower|hand ?cream|lip|gloss|manicure|nail|cosmetic|make ?up|wash ?bag|toiletr\\w*|perfume|incense|plaster|hot water bottle|hand ?warmer|sponge|slipper|massage\\w*|bath salt|pocket tissue',
    ),
  ],
  [
    'electronics.accessories',
    words('usb|phone|charger|battery|cable|calculator|keyboard|mouse ?mat|headphone|speaker|radio|camera'),
  ],
  ['electronics.smart_home', words('clock|alarm|electr\\w*|fan|scale|thermometer|timer|projector')],
  [
    'home.lighting',
    words(
      'led|light|lights|light bulb|lamp|lampshade|lantern|torch|candle\\w*|chandelier|t-?light\\w*|night ?light',
    ),
  ],
  [
    'outdoor.camping',
    words('picnic|camp\\w*|flask|water bottle|lunch ?(box|bag)|cool ?bag|barbecue|bbq|tent'),
  ],
  [
    'outdoor.garden',
    words(
      'garden\\w*|bird\\w*|watering|planter|plant pot|flower ?pot|seed|trowel|wheelbarrow|windmill|hook|fly swat|parasol|deck ?chair|bucket|spade',
    ),
  ],
  [
    'outdoor.travel',
    words(
      'umbrella|beach|rucksack|backpack|suitcase|luggage|passport|travel\\w*|raincoat|poncho|wallet|purse|shopper|tote|bag',
    ),
  ],
  [
    'home.bedding',
    words('cushion|blanket|quilt|throw|towel|rug|curtain|bunting|door ?mat|pillow|apron|tea towel'),
  ],
  [
    'home.storage',
    words('storage|box|boxes|tin|drawer|basket|cabinet|rack|shelf|jar|hanger|organi[sz]er|container|crate'),
  ],
  [
    'home.kitchen',
    words(
      'kitchen|mug|cup|plate|bowl|tea|teapot|coffee|cake|baking|jug|spoon|fork|knife|cutlery|glass|bottle|napkin|egg|recipe|jam|cook\\w*|tray|saucer|coaster|pan|dish|scoop|jelly|popcorn|bread|butter|cream|sugar|salt|pepper|measuring|mould|spice',
    ),
  ],
];

/** A category guessed from the English description. */
export function guessCategory(description: string): DemoCategory {
  return CATEGORY_WORDS.find(([, pattern]) => pattern.test(description))?.[0] ?? 'home.decor';
}

export interface DemoSku {
  id: string;
  code: string;
  categoryCode: string;
  abcClass: 'A' | 'B' | 'C';
  /** Mean price per piece in minor units of `currency`, as sold. */
  priceMinor: bigint;
  currency: string;
  /** Pieces a week over the last quarter. */
  weeklyUnits: number;
}

export interface DemoFactory {
  id: string;
  countryCode: string;
  currency: string;
  /** Categories that it makes already; empty means any. */
  categories: readonly string[];
}

export interface DemoSourcing {
  factoryId: string;
  skuId: string;
  status: 'active' | 'backup';
  unitCostMinor: bigint;
  currency: string;
  productionLeadDays: number;
  transitLeadDays: number;
  minimumQuantity: number;
  orderMultiple: number;
  shareBp: number;
  priority: number;
}

/** Chances of a second source, by class. */
const SECOND_SOURCE = { A: 0.6, B: 0.25, C: 0.06 } as const;
/** Days from a factory's country over sea to the regional warehouses. */
const TRANSIT_DAYS: Record<string, number> = { CN: 34, VN: 31, TH: 28 };
const PRODUCTION_DAYS: Record<string, number> = { home: 18, outdoor: 24, electronics: 30, personal_care: 21 };
/** Millionths of a US dollar for one unit: round figures that make demonstration costs believable, nothing more. */
const MICRO_USD: Record<string, bigint> = {
  USD: 1_000_000n,
  GBP: 1_270_000n,
  EUR: 1_080_000n,
  CNY: 140_000n,
  HKD: 128_000n,
  SGD: 740_000n,
  JPY: 6_700n,
  KRW: 730n,
  VND: 40n,
  THB: 28_000n,
  MYR: 213_000n,
  IDR: 62n,
  PHP: 17_500n,
  AUD: 660_000n,
  CAD: 730_000n,
};

/**
 * One or two demonstration sources for a SKU; the same SKU and factories always give the same terms.
 * @param factories in a stable order; at least one
 */
export function planDemoSources(
  sku: DemoSku,
  factories: readonly DemoFactory[],
  seed: number,
): DemoSourcing[] {
  const random = createRandom(`${seed}:${sku.code}`);
  const [first, second] = random.shuffle(makersOf(sku.categoryCode, factories));
  if (!first) return [];
  const hasSecond = second !== undefined && random.next() < SECOND_SOURCE[sku.abcClass];
  const isBackup = hasSecond && random.next() < 0.3;
  const firstShare = !hasSecond || isBackup ? 10_000 : random.pick([5000, 6000, 7000, 8000]);
  const sources = [terms(sku, first, random, 1, firstShare, 'active')];
  if (hasSecond) {
    sources.push(terms(sku, second, random, 2, 10_000 - firstShare, isBackup ? 'backup' : 'active'));
  }
  return sources;
}

/** Factories that make the very category; else those that make something of the top category; else all. */
function makersOf(category: string, factories: readonly DemoFactory[]): readonly DemoFactory[] {
  const same = factories.filter((factory) => factory.categories.includes(category));
  if (same.length > 0) return same;
  const top = topCategory(category);
  const near = factories.filter((factory) => factory.categories.some((code) => topCategory(code) === top));
  return near.length > 0 ? near : factories;
}

function terms(
  sku: DemoSku,
  factory: DemoFactory,
  random: Random,
  priority: number,
  shareBp: number,
  status: DemoSourcing['status'],
): DemoSourcing {
  const minimumQuantity = [1000, 500, 200, 100].find((size) => sku.weeklyUnits * 8 >= size) ?? 50;
  return {
    factoryId: factory.id,
    skuId: sku.id,
    status,
    unitCostMinor: demoCost(sku, factory.currency, random.int(3200, 4600)),
    currency: factory.currency,
    productionLeadDays: (PRODUCTION_DAYS[topCategory(sku.categoryCode)] ?? 21) + random.int(-4, 7),
    transitLeadDays: (TRANSIT_DAYS[factory.countryCode] ?? 32) + random.int(-3, 3),
    minimumQuantity,
    orderMultiple: random.pick(
      minimumQuantity >= 500 ? [50, 100] : [10, 20, 50].slice(0, minimumQuantity >= 100 ? 3 : 1),
    ),
    shareBp,
    priority,
  };
}

/** A part of the selling price, in the factory's currency; at least one minor unit. */
function demoCost(sku: DemoSku, currency: string, partBp: number): bigint {
  const from = MICRO_USD[sku.currency] ?? MICRO_USD.USD!;
  const to = MICRO_USD[currency] ?? MICRO_USD.USD!;
  const scale = (code: string) => 10n ** BigInt(currencyExponent(currencyCode(code)));
  const cost = divideRounded(
    sku.priceMinor * BigInt(partBp) * from * scale(currency),
    10_000n * to * scale(sku.currency),
    'half_even',
  );
  return cost > 0n ? cost : 1n;
}
