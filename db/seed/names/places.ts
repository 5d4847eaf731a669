export interface MarketSeed {
  code: string;
  nameEn: string;
  nameZh: string;
  region: 'north_america' | 'europe' | 'southeast_asia' | 'east_asia' | 'oceania' | 'middle_east';
  currency: string;
  timeZone: string;
  /** Relative size of the platform's business there. */
  weight: number;
  /** List prices there against the United States. */
  priceLevel: number;
}

const market = (
  code: string,
  nameEn: string,
  nameZh: string,
  region: MarketSeed['region'],
  currency: string,
  timeZone: string,
  weight: number,
  priceLevel: number,
): MarketSeed => ({ code, nameEn, nameZh, region, currency, timeZone, weight, priceLevel });

/** The platform's markets, largest first within a region. */
export const MARKETS: readonly MarketSeed[] = [
  market('US', 'United States', '美国', 'north_america', 'USD', 'America/New_York', 30, 1),
  market('CA', 'Canada', '加拿大', 'north_america', 'CAD', 'America/Toronto', 4, 1.04),
  market('MX', 'Mexico', '墨西哥', 'north_america', 'MXN', 'America/Mexico_City', 2, 0.88),
  market('DE', 'Germany', '德国', 'europe', 'EUR', 'Europe/Berlin', 14, 1.08),
  market('GB', 'United Kingdom', '英国', 'europe', 'GBP', 'Europe/London', 11, 1.05),
  market('FR', 'France', '法国', 'europe', 'EUR', 'Europe/Paris', 8, 1.06),
  market('IT', 'Italy', '意大利', 'europe', 'EUR', 'Europe/Rome', 5, 1.03),
  market('ES', 'Spain', '西班牙', 'europe', 'EUR', 'Europe/Madrid', 4, 1.02),
  market('NL', 'Netherlands', '荷兰', 'europe', 'EUR', 'Europe/Amsterdam', 3, 1.07),
  market('PL', 'Poland', '波兰', 'europe', 'PLN', 'Europe/Warsaw', 2, 0.92),
  market('SE', 'Sweden', '瑞典', 'europe', 'SEK', 'Europe/Stockholm', 2, 1.1),
  market('AT', 'Austria', '奥地利', 'europe', 'EUR', 'Europe/Vienna', 1.5, 1.08),
  market('BE', 'Belgium', '比利时', 'europe', 'EUR', 'Europe/Brussels', 1.5, 1.07),
  market('TH', 'Thailand', '泰国', 'southeast_asia', 'THB', 'Asia/Bangkok', 9, 0.62),
  market('VN', 'Vietnam', '越南', 'southeast_asia', 'VND', 'Asia/Ho_Chi_Minh', 7, 0.55),
  market('MY', 'Malaysia', '马来西亚', 'southeast_asia', 'MYR', 'Asia/Kuala_Lumpur', 6, 0.64),
  market('ID', 'Indonesia', '印度尼西亚', 'southeast_asia', 'IDR', 'Asia/Jakarta', 6, 0.55),
  market('SG', 'Singapore', '新加坡', 'southeast_asia', 'SGD', 'Asia/Singapore', 4, 0.95),
  market('PH', 'Philippines', '菲律宾', 'southeast_asia', 'PHP', 'Asia/Manila', 5, 0.58),
  market('JP', 'Japan', '日本', 'east_asia', 'JPY', 'Asia/Tokyo', 2, 0.98),
  market('AU', 'Australia', '澳大利亚', 'oceania', 'AUD', 'Australia/Sydney', 2, 1.05),
  market('AE', 'United Arab Emirates', '阿联酋', 'middle_east', 'AED', 'Asia/Dubai', 1.5, 1),
];

export interface WarehouseSeed {
  code: string;
  nameEn: string;
  nameZh: string;
  kind: 'regional' | 'forward';
  countryCode: string;
  city: string;
  timeZone: string;
  regionalCode: string | null;
  /** Markets that are served from here first. */
  serves: readonly string[];
}

const regional = (
  code: string,
  nameEn: string,
  nameZh: string,
  city: string,
  timeZone: string,
): WarehouseSeed => ({
  code,
  nameEn,
  nameZh,
  kind: 'regional',
  countryCode: code.slice(0, 2),
  city,
  timeZone,
  regionalCode: null,
  serves: [],
});

const forward = (
  code: string,
  regionalCode: string,
  nameZh: string,
  city: string,
  timeZone: string,
  serves: string,
): WarehouseSeed => ({
  code,
  nameEn: `${city} forward warehouse`,
  nameZh,
  kind: 'forward',
  countryCode: code.slice(0, 2),
  city,
  timeZone,
  regionalCode,
  serves: serves.split(' '),
});

/** Three regional warehouses and ten forward ones. */
export const WAREHOUSES: readonly WarehouseSeed[] = [
  regional('US-EWR', 'US East regional warehouse', '美东区域仓', 'Newark', 'America/New_York'),
  regional('DE-LEJ', 'Germany regional warehouse', '德国区域仓', 'Leipzig', 'Europe/Berlin'),
  regional('TH-LCB', 'Thailand regional warehouse', '泰国区域仓', 'Laem Chabang', 'Asia/Bangkok'),
  forward('US-LAX', 'US-EWR', '洛杉矶前置仓', 'Los Angeles', 'America/Los_Angeles', 'US'),
  forward('US-DFW', 'US-EWR', '达拉斯前置仓', 'Dallas', 'America/Chicago', 'US MX'),
  forward('US-ORD', 'US-EWR', '芝加哥前置仓', 'Chicago', 'America/Chicago', 'US CA'),
  forward('DE-MUC', 'DE-LEJ', '慕尼黑前置仓', 'Munich', 'Europe/Berlin', 'DE AT'),
  forward('GB-MAN', 'DE-LEJ', '曼彻斯特前置仓', 'Manchester', 'Europe/London', 'GB'),
  forward('FR-PAR', 'DE-LEJ', '巴黎前置仓', 'Paris', 'Europe/Paris', 'FR BE NL'),
  forward('IT-MIL', 'DE-LEJ', '米兰前置仓', 'Milan', 'Europe/Rome', 'IT ES'),
  forward('VN-SGN', 'TH-LCB', '胡志明市前置仓', 'Ho Chi Minh City', 'Asia/Ho_Chi_Minh', 'VN'),
  forward('MY-KUL', 'TH-LCB', '吉隆坡前置仓', 'Kuala Lumpur', 'Asia/Kuala_Lumpur', 'MY SG'),
  forward('ID-CGK', 'TH-LCB', '雅加达前置仓', 'Jakarta', 'Asia/Jakarta', 'ID PH'),
];

/** The regional warehouse behind a market. */
export function regionalWarehouse(region: MarketSeed['region']): string {
  if (region === 'north_america') return 'US-EWR';
  return region === 'europe' || region === 'middle_east' ? 'DE-LEJ' : 'TH-LCB';
}
