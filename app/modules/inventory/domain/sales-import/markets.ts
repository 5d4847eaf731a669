/** What is known of a market when its first sale arrives; the portal's own record, once there, is never overwritten. */
export interface MarketFacts {
  nameEn: string;
  nameZh: string;
  region: string;
  currency: string;
  timeZone: string;
}

const market = (
  nameEn: string,
  nameZh: string,
  region: string,
  currency: string,
  timeZone: string,
): MarketFacts => ({ nameEn, nameZh, region, currency, timeZone });

/** Sales whose country the source does not name ("Unspecified", "European Community"): real demand, so kept. */
export const UNSPECIFIED_MARKET = 'XX';

const FACTS: Record<string, MarketFacts> = {
  GB: market('United Kingdom', '英国', 'europe', 'GBP', 'Europe/London'),
  DE: market('Germany', '德国', 'europe', 'EUR', 'Europe/Berlin'),
  FR: market('France', '法国', 'europe', 'EUR', 'Europe/Paris'),
  IE: market('Ireland', '爱尔兰', 'europe', 'EUR', 'Europe/Dublin'),
  ES: market('Spain', '西班牙', 'europe', 'EUR', 'Europe/Madrid'),
  NL: market('Netherlands', '荷兰', 'europe', 'EUR', 'Europe/Amsterdam'),
  BE: market('Belgium', '比利时', 'europe', 'EUR', 'Europe/Brussels'),
  CH: market('Switzerland', '瑞士', 'europe', 'CHF', 'Europe/Zurich'),
  PT: market('Portugal', '葡萄牙', 'europe', 'EUR', 'Europe/Lisbon'),
  NO: market('Norway', '挪威', 'europe', 'NOK', 'Europe/Oslo'),
  IT: market('Italy', '意大利', 'europe', 'EUR', 'Europe/Rome'),
  JE: market('Channel Islands', '海峡群岛', 'europe', 'GBP', 'Europe/Jersey'),
  FI: market('Finland', '芬兰', 'europe', 'EUR', 'Europe/Helsinki'),
  CY: market('Cyprus', '塞浦路斯', 'europe', 'EUR', 'Asia/Nicosia'),
  SE: market('Sweden', '瑞典', 'europe', 'SEK', 'Europe/Stockholm'),
  AT: market('Austria', '奥地利', 'europe', 'EUR', 'Europe/Vienna'),
  DK: market('Denmark', '丹麦', 'europe', 'DKK', 'Europe/Copenhagen'),
  PL: market('Poland', '波兰', 'europe', 'PLN', 'Europe/Warsaw'),
  IS: market('Iceland', '冰岛', 'europe', 'ISK', 'Atlantic/Reykjavik'),
  GR: market('Greece', '希腊', 'europe', 'EUR', 'Europe/Athens'),
  MT: market('Malta', '马耳他', 'europe', 'EUR', 'Europe/Malta'),
  LT: market('Lithuania', '立陶宛', 'europe', 'EUR', 'Europe/Vilnius'),
  CZ: market('Czechia', '捷克', 'europe', 'CZK', 'Europe/Prague'),
  HU: market('Hungary', '匈牙利', 'europe', 'HUF', 'Europe/Budapest'),
  RO: market('Romania', '罗马尼亚', 'europe', 'RON', 'Europe/Bucharest'),
  US: market('United States', '美国', 'north_america', 'USD', 'America/New_York'),
  CA: market('Canada', '加拿大', 'north_america', 'CAD', 'America/Toronto'),
  MX: market('Mexico', '墨西哥', 'north_america', 'MXN', 'America/Mexico_City'),
  BR: market('Brazil', '巴西', 'latin_america', 'BRL', 'America/Sao_Paulo'),
  AU: market('Australia', '澳大利亚', 'oceania', 'AUD', 'Australia/Sydney'),
  NZ: market('New Zealand', '新西兰', 'oceania', 'NZD', 'Pacific/Auckland'),
  JP: market('Japan', '日本', 'east_asia', 'JPY', 'Asia/Tokyo'),
  KR: market('South Korea', '韩国', 'east_asia', 'KRW', 'Asia/Seoul'),
  CN: market('China', '中国', 'east_asia', 'CNY', 'Asia/Shanghai'),
  HK: market('Hong Kong', '中国香港', 'east_asia', 'HKD', 'Asia/Hong_Kong'),
  TW: market('Taiwan', '中国台湾', 'east_asia', 'TWD', 'Asia/Taipei'),
  SG: market('Singapore', '新加坡', 'southeast_asia', 'SGD', 'Asia/Singapore'),
  TH: market('Thailand', '泰国', 'southeast_asia', 'THB', 'Asia/Bangkok'),
  VN: market('Vietnam', '越南', 'southeast_asia', 'VND', 'Asia/Ho_Chi_Minh'),
  MY: market('Malaysia', '马来西亚', 'southeast_asia', 'MYR', 'Asia/Kuala_Lumpur'),
  ID: market('Indonesia', '印度尼西亚', 'southeast_asia', 'IDR', 'Asia/Jakarta'),
  PH: market('Philippines', '菲律宾', 'southeast_asia', 'PHP', 'Asia/Manila'),
  IN: market('India', '印度', 'south_asia', 'INR', 'Asia/Kolkata'),
  IL: market('Israel', '以色列', 'middle_east', 'ILS', 'Asia/Jerusalem'),
  AE: market('United Arab Emirates', '阿联酋', 'middle_east', 'AED', 'Asia/Dubai'),
  SA: market('Saudi Arabia', '沙特阿拉伯', 'middle_east', 'SAR', 'Asia/Riyadh'),
  BH: market('Bahrain', '巴林', 'middle_east', 'BHD', 'Asia/Bahrain'),
  LB: market('Lebanon', '黎巴嫩', 'middle_east', 'LBP', 'Asia/Beirut'),
  TR: market('Türkiye', '土耳其', 'middle_east', 'TRY', 'Europe/Istanbul'),
  ZA: market('South Africa', '南非', 'africa', 'ZAR', 'Africa/Johannesburg'),
  XX: market('Unspecified', '未注明市场', 'other', 'GBP', 'UTC'),
};

/** The assigned codes of ISO 3166-1 alpha-2. */
const ISO_3166 = new Set(
  (
    'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS ' +
    'BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE ' +
    'EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM ' +
    'HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC ' +
    'LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA ' +
    'NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW ' +
    'SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO ' +
    'TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'
  ).split(' '),
);

/** Names that files use beside those in the table above. The Channel Islands count as Jersey, the larger of the two. */
const OTHER_NAMES: Record<string, string> = {
  EIRE: 'IE',
  RSA: 'ZA',
  USA: 'US',
  UK: 'GB',
  'CZECH REPUBLIC': 'CZ',
  KOREA: 'KR',
  TURKEY: 'TR',
  UNSPECIFIED: UNSPECIFIED_MARKET,
  'EUROPEAN COMMUNITY': UNSPECIFIED_MARKET,
};

const BY_NAME = new Map<string, string>([
  ...Object.entries(FACTS).map(([code, facts]): [string, string] => [facts.nameEn.toUpperCase(), code]),
  ...Object.entries(OTHER_NAMES),
]);

/** The market of a country's English name or alpha-2 code, or undefined. */
export function marketOfCountry(country: string): string | undefined {
  const name = country.trim().toUpperCase();
  return BY_NAME.get(name) ?? marketOfCode(name);
}

/** The market of an ISO 3166-1 alpha-2 code (or XX), or undefined. */
export function marketOfCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return ISO_3166.has(code) || code === UNSPECIFIED_MARKET ? code : undefined;
}

/**
 * Facts for a new market's record. A country outside the table gets its names from the runtime's locale data.
 * @param currency ISO 4217 code of its sales, used where the table has no better
 */
export function marketFacts(code: string, currency: string): MarketFacts {
  const known = FACTS[code];
  if (known) return known;
  const name = (locale: string) => new Intl.DisplayNames([locale], { type: 'region' }).of(code) ?? code;
  return market(name('en'), name('zh-CN'), 'other', currency, 'UTC');
}
