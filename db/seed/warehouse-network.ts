import { MARKETS, regionalWarehouse, WAREHOUSES, type WarehouseSeed } from './names/places';

/** Regional halls are cheap and large; forward ones stand in cities. USD cents, cubic metres. */
const TERMS = {
  regional: { storage_minor_per_m3_day: 38, handling_minor_per_piece: 18, capacity_m3: 24_000 },
  forward: { storage_minor_per_m3_day: 95, handling_minor_per_piece: 24, capacity_m3: 4200 },
} as const;

/** What rent is there against the others. */
const RENT: Record<string, number> = {
  US: 1.15,
  DE: 1,
  GB: 1.2,
  FR: 1.1,
  IT: 0.95,
  TH: 0.55,
  VN: 0.5,
  MY: 0.55,
  ID: 0.5,
};

const regionOf = (w: WarehouseSeed): string => w.regionalCode ?? w.code;

/** Costs of keeping stock, one row per warehouse. */
export function warehouseTerms() {
  return WAREHOUSES.map((w) => {
    const rent = RENT[w.countryCode] ?? 1;
    const terms = TERMS[w.kind];
    return {
      warehouse_code: w.code,
      storage_minor_per_m3_day: Math.round(terms.storage_minor_per_m3_day * rent),
      handling_minor_per_piece: Math.round(terms.handling_minor_per_piece * Math.sqrt(rent)),
      capacity_m3: terms.capacity_m3,
    };
  });
}

/**
 * Ways on which stock may move: a regional warehouse and its forward ones in both directions, forward ones of one region
 * among each other, and the three regional ones by sea.
 */
export function warehouseLanes() {
  return WAREHOUSES.flatMap((from) =>
    WAREHOUSES.filter((to) => to.code !== from.code).flatMap((to) => {
      const same = regionOf(from) === regionOf(to);
      if (!same && (from.kind === 'forward' || to.kind === 'forward')) return [];
      const sea = same && from.countryCode !== to.countryCode && regionOf(from) === 'TH-LCB';
      const [cost, fixed, days] = !same
        ? [165, 9000, 34]
        : sea
          ? [42, 3200, 9]
          : from.countryCode === to.countryCode
            ? [16, 1500, 3]
            : [24, 2200, 5];
      // Back from a city costs more: such loads are rare.
      const back = from.kind === 'forward' && to.kind === 'regional' ? 1.3 : 1;
      return [
        {
          from_code: from.code,
          to_code: to.code,
          cost_minor_per_kg: Math.round(cost! * back),
          fixed_minor: Math.round(fixed! * back),
          transit_days: days!,
        },
      ];
    }),
  );
}

/** Days and cost per kilogram from each warehouse to the customers of each market that it can reach. */
export function warehouseDeliveries() {
  return WAREHOUSES.flatMap((w) =>
    MARKETS.map((market) => {
      const region = regionalWarehouse(market.region);
      const [days, cost] = w.serves.includes(market.code)
        ? [2, 310]
        : w.countryCode === market.code
          ? [4, 390]
          : region === regionOf(w)
            ? [w.kind === 'regional' ? 6 : 7, 520]
            : [16, 1350];
      return {
        warehouse_code: w.code,
        market_code: market.code,
        delivery_days: days!,
        cost_minor_per_kg: Math.round(cost! * (market.region === 'southeast_asia' ? 0.55 : 1)),
      };
    }),
  );
}
