import { addDays, type CalendarDate } from '~/kernel/calendar-date';
import type { Random } from '~/kernel/random';
import { SKU_CATEGORIES } from './names/categories';
import { MARKETS } from './names/places';
import { demoBuyer } from './people';
import { at, type SeedContext } from './seed-context';
import type { SeededSku } from './skus';

/** Ideas: category | English | Chinese | price and cost in US dollars. */
const IDEAS = `
home.kitchen|Collapsible silicone air fryer liner set|可折叠硅胶空气炸锅垫套装|18.99|3.40
home.kitchen|Electric garlic chopper, rechargeable|充电式蒜蓉器|21.90|5.10
home.kitchen|Magnetic spice rack for refrigerators|冰箱磁吸调料架|27.90|6.80
home.kitchen|Cold brew coffee maker with timer|定时冷萃咖啡壶|39.90|10.20
home.storage|Under-bed rolling storage box|带轮床底收纳箱|34.90|9.60
home.storage|Vacuum storage bags with cordless pump|带无线泵真空收纳袋|29.90|7.70
home.bedding|Cooling bamboo pillow|竹纤维凉感枕|36.90|8.90
home.bedding|Weighted blanket for children|儿童重力被|59.00|18.50
home.lighting|Rechargeable motion sensor closet light|充电式感应橱柜灯|22.90|5.60
home.lighting|Sunset projection lamp|落日投影灯|25.90|6.10
home.decor|Preserved moss wall frame|永生苔藓装饰画|44.90|13.90
home.cleaning|Cordless bathroom scrubber with long handle|长柄无线浴室清洁刷|49.90|13.80
home.cleaning|Window vacuum squeegee|电动擦窗吸水器|46.90|14.60
outdoor.camping|Inflatable camping mattress with built-in pump|内置泵充气睡垫|64.90|19.20
outdoor.camping|Solar lantern with phone charging|太阳能露营灯带充电|32.90|8.40
outdoor.camping|Folding titanium-coated stove|折叠钛涂层炉头|38.50|11.00
outdoor.garden|Expandable garden hose with spray gun|伸缩花园水管套装|33.90|8.80
outdoor.garden|Self-watering planter set|自动吸水花盆套装|28.90|7.30
outdoor.fitness|Adjustable jump rope with counter|计数跳绳|16.90|3.50
outdoor.fitness|Foldable vibration plate|折叠甩脂机|119.00|46.00
outdoor.travel|Packable rain poncho set|便携雨衣套装|19.90|4.20
outdoor.travel|Underwater phone pouch, floating|漂浮防水手机袋|14.90|2.60
electronics.audio|Open-ear clip headphones|夹耳式开放耳机|49.90|14.30
electronics.audio|Shower speaker with suction cup|吸盘浴室音箱|24.90|6.90
electronics.charging|Magnetic power bank, 10,000 mAh|磁吸充电宝 10000 毫安|42.90|12.90
electronics.charging|Three-in-one travel charger, foldable|三合一折叠充电器|45.90|12.40
electronics.smart_home|Water leak sensor set|漏水报警器套装|35.90|9.80
electronics.smart_home|Smart curtain motor|智能窗帘电机|74.90|26.50
electronics.wearables|Screenless fitness band|无屏运动手环|59.90|19.80
electronics.accessories|Laptop stand with hub|带扩展坞笔记本支架|54.90|17.60
personal_care.hair|Heatless curling ribbon set|免加热卷发带套装|15.90|2.70
personal_care.hair|Cordless hair straightening brush|无线直发梳|48.90|14.90
personal_care.skin|Facial ice globe set|冰感按摩球|22.90|5.20
personal_care.skin|LED light therapy mask|LED 光疗面罩|99.00|34.00
personal_care.oral|Water flosser, travel size|便携冲牙器|37.90|10.90
personal_care.massage|Neck massager with heat|热敷颈椎按摩仪|56.90|17.30
`;

interface Idea {
  category: string;
  nameEn: string;
  nameZh: string;
  price: number;
  cost: number;
}

function ideas(): Idea[] {
  return IDEAS.trim()
    .split('\n')
    .map((line) => {
      const [category = '', nameEn = '', nameZh = '', price, cost] = line.split('|');
      return { category, nameEn, nameZh, price: Number(price), cost: Number(cost) };
    });
}

const STAGES = ['idea', 'shortlisted', 'sampling', 'first_order'] as const;
type Stage = (typeof STAGES)[number] | 'winner' | 'dropped';

export interface CandidateRows {
  candidate: object[];
  candidate_signal: object[];
  candidate_stage: object[];
}

/** Ideas at every stage of development, with search and review signals of the last half year. Scores are made afterwards. */
export function candidateRows(ctx: SeedContext, skus: readonly SeededSku[]): CandidateRows {
  const rows: CandidateRows = { candidate: [], candidate_signal: [], candidate_stage: [] };
  const known = new Set(SKU_CATEGORIES.map(({ code }) => code));
  const launched = skus.filter(({ lifecycle }) => lifecycle === 'launched' || lifecycle === 'new');
  ideas()
    .filter(({ category }) => known.has(category))
    .forEach((idea, index) => {
      addCandidate(rows, ctx, idea, index, launched);
    });
  return rows;
}

function addCandidate(
  rows: CandidateRows,
  ctx: SeedContext,
  idea: Idea,
  index: number,
  launched: readonly SeededSku[],
): void {
  const random = ctx.random('candidate', idea.nameEn);
  const id = ctx.id('candidate', idea.nameEn, index);
  const made = launched.find(({ type }) => type.categoryCode === idea.category);
  const path = pathOf(random, made !== undefined);
  const skuId = path.includes('first_order') ? (made?.id ?? null) : null;
  const waits = path.map((stage) =>
    stage === 'shortlisted'
      ? random.int(6, 22)
      : stage === 'sampling'
        ? random.int(18, 44)
        : random.int(3, 30),
  );
  let day: CalendarDate = addDays(ctx.today, -waits.reduce((sum, wait) => sum + wait, 0));
  const createdOn = day;
  let boardMonth: string | null = null;
  path.forEach((stage, position) => {
    rows.candidate_stage.push({
      id: ctx.id('candidate_stage', `${idea.nameEn} ${stage}`, index * 10 + position),
      candidate_id: id,
      stage,
      entered_at: at(day, '02:00'),
    });
    if (stage === 'shortlisted') boardMonth = `${day.slice(0, 7)}-01`;
    if (position < path.length - 1) day = addDays(day, waits[position]!);
  });
  const stage = path.at(-1)!;
  const asia = random.next() < 0.3;
  const markets = (asia ? ['TH', 'VN', 'MY', 'SG'] : ['US', 'DE', 'GB', 'FR']).slice(0, random.int(2, 4));
  rows.candidate.push({
    id,
    name_en: idea.nameEn,
    name_zh: idea.nameZh,
    category_code: idea.category,
    target_markets: markets,
    expected_price_minor: Math.round(idea.price * 100),
    expected_cost_minor: Math.round(idea.cost * 100),
    currency: 'USD',
    attributes: {},
    note: null,
    board_month: boardMonth,
    dropped_reason:
      stage === 'dropped'
        ? random.pick([
            '样品质量不达标 Sample failed',
            '竞争过于激烈 Too many rivals',
            '毛利不足 Margin too thin',
          ])
        : null,
    created_by_name: demoBuyer(ctx).name,
    source_ref: `TREND-${String(index + 1).padStart(3, '0')}`,
    stage,
    score: null,
    sku_id: skuId,
    created_at: at(createdOn, '02:00'),
    updated_at: at(day, '02:00'),
  });
  addSignals(rows, ctx, idea, id, index, markets, random.fork('signals'));
}

function pathOf(random: Random, hasSku: boolean): Stage[] {
  const draw = random.next();
  if (draw < 0.32) return ['idea'];
  if (draw < 0.54) return ['idea', 'shortlisted'];
  if (draw < 0.72) return ['idea', 'shortlisted', 'sampling'];
  if (draw < 0.82 || !hasSku) return ['idea', 'shortlisted', 'dropped'];
  if (draw < 0.92) return ['idea', 'shortlisted', 'sampling', 'first_order'];
  return ['idea', 'shortlisted', 'sampling', 'first_order', 'winner'];
}

function addSignals(
  rows: CandidateRows,
  ctx: SeedContext,
  idea: Idea,
  candidateId: string,
  index: number,
  markets: readonly string[],
  random: Random,
): void {
  let no = 0;
  const add = (
    kind: string,
    unit: string,
    source: string,
    subject: string,
    market: string | null,
    back: number,
    value: number,
  ) => {
    no += 1;
    rows.candidate_signal.push({
      id: ctx.id('candidate_signal', `${idea.nameEn} ${no}`, index * 100 + no),
      candidate_id: candidateId,
      kind,
      source,
      subject,
      market_code: market,
      unit,
      observed_on: addDays(ctx.today, -back),
      value: Math.max(0, Math.round(value)),
      note: null,
    });
  };
  const term = idea.nameEn.toLowerCase().replace(/,.*$/, '');
  for (const market of markets) {
    const size = (MARKETS.find(({ code }) => code === market)?.weight ?? 5) / 30;
    const volume = 45_000 * size * Math.exp(random.normal(0, 0.9));
    const monthly = 1 + random.normal(0.03, 0.09);
    for (let month = 5; month >= 0; month -= 1) {
      add(
        'search_term',
        'searches_per_month',
        'Keyword planner',
        term,
        market,
        month * 30 + 3,
        volume * monthly ** (5 - month),
      );
    }
    add(
      'review',
      'competing_offers',
      'Marketplace scan',
      term,
      market,
      random.int(4, 40),
      40 * Math.exp(random.normal(1.6, 0.9)),
    );
    add(
      'review',
      'rating_hundredths',
      'Review digest',
      term,
      market,
      random.int(4, 40),
      350 + random.next() * 110,
    );
  }
  add(
    'review',
    'reviews',
    'Review digest',
    term,
    null,
    random.int(4, 40),
    300 * Math.exp(random.normal(1.2, 1)),
  );
  if (random.next() < 0.5)
    add('trend', 'index', 'Social trend index', term, null, random.int(1, 20), 20 + random.next() * 75);
}
