import type { Uuid } from '~/kernel/ids';
import { SKU_CATEGORIES } from './names/categories';
import { CITIES, COMPANY_NAMES, DEMO_FACTORIES, type FactorySeed, TRADES } from './names/factory-names';
import { at, type SeedContext } from './seed-context';

export interface SeededFactory extends FactorySeed {
  id: Uuid;
  /** From 1, stands in order numbers. */
  no: number;
}

const COUNTRY_FACTS = {
  CN: { timeZone: 'Asia/Shanghai', currency: 'CNY' },
  VN: { timeZone: 'Asia/Ho_Chi_Minh', currency: 'VND' },
  TH: { timeZone: 'Asia/Bangkok', currency: 'THB' },
} as const;

/** The demo's factories, then as many generated ones as the scale asks for. */
export function planFactories(ctx: SeedContext): SeededFactory[] {
  const taken = new Set<string>();
  return Array.from({ length: ctx.scale.factories }, (_, index) => {
    const seed = DEMO_FACTORIES[index] ?? generate(ctx, index, taken);
    taken.add(seed.slug);
    return { ...seed, id: ctx.id('factory', seed.slug, index), no: index + 1 };
  });
}

function generate(ctx: SeedContext, index: number, taken: ReadonlySet<string>): FactorySeed {
  const random = ctx.random('factory', index);
  const draw = random.next();
  const countryCode = draw < 0.72 ? 'CN' : draw < 0.88 ? 'VN' : 'TH';
  const [city, cityZh] = random.pick(CITIES[countryCode]).split('|') as [string, string];
  const [brand, brandZh] = random.pick(COMPANY_NAMES).split('|') as [string, string];
  // Every category gets its share of factories, whatever the dice say.
  const main = SKU_CATEGORIES[index % SKU_CATEGORIES.length]!;
  const siblings = SKU_CATEGORIES.filter((c) => c.parentCode === main.parentCode && c !== main);
  const [trade, tradeZh] = TRADES[main.parentCode!]!.split('|') as [string, string];
  const plain = `${city}-${brand}-${trade}`.toLowerCase().replace(/[^a-z]+/g, '-');
  const slug = taken.has(plain) ? `${plain}-${index + 1}` : plain;
  const number = taken.has(plain) ? ` No. ${index + 1}` : '';
  const numberZh = taken.has(plain) ? `第${index + 1}` : '';
  const state = random.next();
  return {
    slug,
    nameEn: `${city} ${brand} ${trade}${number} Co., Ltd.`,
    nameZh: `${cityZh}${brandZh}${numberZh}${tradeZh}有限公司`,
    countryCode,
    city,
    currency: random.next() < 0.65 ? 'USD' : COUNTRY_FACTS[countryCode].currency,
    status: state < 0.84 ? 'approved' : state < 0.9 ? 'probation' : state < 0.97 ? 'backup' : 'suspended',
    makes: [
      main.code,
      ...random
        .shuffle(siblings)
        .slice(0, random.int(0, 2))
        .map((c) => c.code),
    ],
  };
}

const LINE_KINDS: Record<string, readonly string[]> = {
  home: ['Injection moulding|注塑', 'Assembly|组装', 'Painting|喷涂', 'Packing|包装'],
  outdoor: ['Cutting and sewing|裁剪缝制', 'Welding|焊接', 'Assembly|组装', 'Packing|包装'],
  electronics: ['SMT|贴片', 'Assembly|组装', 'Ageing and test|老化测试', 'Packing|包装'],
  personal_care: ['Injection moulding|注塑', 'Assembly|组装', 'Test|测试', 'Packing|包装'],
};

const DAY_SHIFT = [
  ['08:00', '12:00'],
  ['13:00', '17:30'],
];
const EVENING_SHIFT = [['18:30', '22:30']];

export interface FactoryRows {
  factory: object;
  workCalendars: object[];
  productionLines: object[];
  fence: object;
}

/** A factory with its working week, two to six lines and time fences. */
export function factoryRows(ctx: SeedContext, factory: SeededFactory): FactoryRows {
  const random = ctx.random('factory rows', factory.slug);
  const createdAt = at(ctx.firstDay, '01:00');
  const owned = (entity: string, key: string) => ({
    factory_id: factory.id,
    id: ctx.id(entity, `${factory.slug} ${key}`),
    created_at: createdAt,
  });
  const hasEvening = random.next() < 0.4;
  const week = (days: number, shifts: string[][]) =>
    Object.fromEntries(Array.from({ length: days }, (_, day) => [String(day + 1), shifts]));
  const calendar = (code: string, nameEn: string, nameZh: string, shifts: object) => ({
    ...owned('work_calendar', code),
    code,
    name_en: nameEn,
    name_zh: nameZh,
    calendar_code: factory.countryCode,
    shifts,
  });
  const workCalendars = [
    calendar('day', 'Day shift, Monday to Saturday', '周一至周六白班', week(6, DAY_SHIFT)),
  ];
  if (hasEvening) {
    const shifts = week(6, [...DAY_SHIFT, ...EVENING_SHIFT]);
    workCalendars.push(calendar('two_shifts', 'Two shifts, Monday to Saturday', '周一至周六两班', shifts));
  }
  const kinds = LINE_KINDS[factory.makes[0]!.split('.')[0]!]!;
  const productionLines = Array.from({ length: random.int(2, 6) }, (_, index) => {
    const [kind, kindZh] = kinds[index % kinds.length]!.split('|') as [string, string];
    const number = Math.floor(index / kinds.length) + 1;
    return {
      ...owned('production_line', String(index)),
      code: `L${index + 1}`,
      name_en: `${kind} ${number}`,
      name_zh: `${kindZh}${number}线`,
      work_calendar_code: hasEvening && random.next() < 0.6 ? 'two_shifts' : 'day',
      pieces_per_hour: random.int(6, 36) * 5,
      efficiency_bp: random.int(74, 93) * 100,
      crew: random.int(6, 28),
      status: random.next() < 0.94 ? 'running' : 'stopped',
    };
  });
  const [frozen, firm, flex] = random.pick([
    [2, 4, 2000],
    [2, 4, 2000],
    [1, 4, 2500],
    [3, 5, 1500],
  ] as const);
  return {
    factory: {
      id: factory.id,
      slug: factory.slug,
      name_en: factory.nameEn,
      name_zh: factory.nameZh,
      country_code: factory.countryCode,
      city: factory.city,
      time_zone: COUNTRY_FACTS[factory.countryCode].timeZone,
      calendar_code: factory.countryCode,
      currency: factory.currency,
      status: factory.status,
      created_at: createdAt,
    },
    workCalendars,
    productionLines,
    fence: {
      ...owned('fence', 'first'),
      valid_from: ctx.firstDay,
      frozen_weeks: frozen,
      firm_weeks: firm,
      flex_bp: flex,
    },
  };
}
