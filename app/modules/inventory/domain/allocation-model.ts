/** A place that keeps stock. Costs in US cents. */
export interface AllocationWarehouse {
  code: string;
  kind: 'regional' | 'forward';
  /** Pieces that may be moved. */
  stock: number;
  /** Pieces on their way here by a transfer: they count as stock here and stay. */
  inbound: number;
  storageMinorPerM3Day: number;
  /** For every time that a piece is picked or put away. */
  handlingMinorPerPiece: number;
  /** Further pieces of this SKU that fit in. */
  roomPieces: number;
}

export interface AllocationLane {
  from: string;
  to: string;
  costMinorPerKg: number;
  /** Once per transfer, however small. */
  fixedMinor: number;
  transitDays: number;
}

export interface AllocationDelivery {
  warehouse: string;
  market: string;
  deliveryDays: number;
  costMinorPerKg: number;
}

export interface AllocationDemand {
  market: string;
  /** Whole pieces over the horizon. */
  pieces: number;
}

/** All that a placement of one SKU depends on. */
export interface AllocationInput {
  grams: number;
  cubicMillimetres: number;
  horizonDays: number;
  /** What one piece waiting one day costs: the price of being far from the customer. */
  dayPriceMinor: number;
  /** What a piece of demand costs that no stock reaches. */
  unmetMinor: number;
  warehouses: readonly AllocationWarehouse[];
  lanes: readonly AllocationLane[];
  deliveries: readonly AllocationDelivery[];
  demand: readonly AllocationDemand[];
}

export interface Move {
  from: string;
  to: string;
  quantity: number;
}

/** Pieces that a market gets from a warehouse; `from` differs where they were moved there first. */
export interface Service {
  from: string;
  warehouse: string;
  market: string;
  quantity: number;
}

export interface AllocationPlan {
  moves: Move[];
  services: Service[];
}

/** A linear program with bounds on rows and columns; minimised. */
export interface Program {
  columns: { name: string; cost: number; lower: number; upper: number; isInteger: boolean }[];
  rows: { name: string; lower: number; upper: number; terms: [column: number, factor: number][] }[];
  /** Cost that no decision changes. */
  constant: number;
}

interface Path {
  from: string;
  warehouse: string;
  transitDays: number;
  /** Index of the lane's column; null for stock that stays. */
  lane: number | null;
}

export interface AllocationModel {
  program: Program;
  /** Reads a solution's column values back into pieces. */
  planOf: (values: readonly number[]) => AllocationPlan;
}

const CUBIC_MM_PER_M3 = 1e9;

/** Cost of keeping one piece in a warehouse for a day, cents. */
export const storagePerPieceDay = (input: AllocationInput, warehouse: AllocationWarehouse): number =>
  (warehouse.storageMinorPerM3Day * input.cubicMillimetres) / CUBIC_MM_PER_M3;

/** Cost of moving one piece along a lane: carriage, picking there and putting away here, cents. */
export function movePerPiece(
  input: AllocationInput,
  lane: AllocationLane,
  from: AllocationWarehouse,
  to: AllocationWarehouse,
): number {
  return (lane.costMinorPerKg * input.grams) / 1000 + from.handlingMinorPerPiece + to.handlingMinorPerPiece;
}

/** Cost of bringing one piece from a warehouse to a market: picking and carriage, cents. Waiting comes on top. */
export function deliverPerPiece(
  input: AllocationInput,
  delivery: AllocationDelivery,
  warehouse: AllocationWarehouse,
): number {
  return (delivery.costMinorPerKg * input.grams) / 1000 + warehouse.handlingMinorPerPiece;
}

/** The part of a market's demand that comes after `transitDays` have passed: what a transfer can still serve. */
export const reachableAfter = (pieces: number, transitDays: number, horizonDays: number): number =>
  Math.floor((pieces * Math.max(0, horizonDays - transitDays)) / horizonDays);

/**
 * Where the stock of one SKU should stand, as a mixed-integer program: a transportation problem (Hitchcock 1941) with
 * transhipment by one lane (Orden 1956).
 *
 * Decided: pieces per lane now, and pieces per path (stock's place → warehouse → market) over the horizon. Paid: carriage
 * and handling of moves, a fixed sum per lane used, storage by volume and day (a piece that is sold stays half of its time
 * on the mean, one that is not stays to the horizon's end), carriage to the customer, each day that the customer waits,
 * and demand that nothing reaches. Bound by: the stock there is, the room at the destination (what leaves makes room),
 * demand per market, and time: what arrives after τ days can serve only the demand after them.
 * @param fixed moves that are given instead of decided; lanes it does not name are not used. For the cost as it is: []
 */
export function allocationModel(input: AllocationInput, fixed?: readonly Move[]): AllocationModel {
  const columns: Program['columns'] = [];
  const rows: Program['rows'] = [];
  const add = (name: string, cost: number, upper: number, lower = 0) =>
    columns.push({ name, cost, lower, upper, isInteger: true }) - 1;
  const bound = (name: string, lower: number, upper: number, terms: [number, number][]) => {
    if (terms.length > 0) rows.push({ name, lower, upper, terms });
  };
  const { horizonDays, dayPriceMinor } = input;
  const warehouses = new Map(input.warehouses.map((warehouse) => [warehouse.code, warehouse]));
  const demand = input.demand.filter(({ pieces }) => pieces > 0);
  const moved = new Map((fixed ?? []).map((move) => [`${move.from} ${move.to}`, move.quantity]));
  let constant = 0;
  const paths: Path[] = [];
  const lanes: { lane: AllocationLane; column: number }[] = [];
  for (const warehouse of input.warehouses) {
    const total = warehouse.stock + warehouse.inbound;
    if (total <= 0) continue;
    constant += total * storagePerPieceDay(input, warehouse) * horizonDays;
    paths.push({ from: warehouse.code, warehouse: warehouse.code, transitDays: 0, lane: null });
  }
  for (const lane of input.lanes) {
    const from = warehouses.get(lane.from);
    const to = warehouses.get(lane.to);
    if (!from || !to || from === to || from.stock <= 0 || lane.transitDays >= horizonDays) continue;
    const given = fixed ? (moved.get(`${lane.from} ${lane.to}`) ?? 0) : null;
    if (given === 0) continue;
    const cost =
      movePerPiece(input, lane, from, to) -
      storagePerPieceDay(input, from) * horizonDays +
      storagePerPieceDay(input, to) * (horizonDays - lane.transitDays);
    const name = `${lane.from}>${lane.to}`;
    const column = add(`x ${name}`, cost, given ?? from.stock, given ?? 0);
    lanes.push({ lane, column });
    paths.push({ from: lane.from, warehouse: lane.to, transitDays: lane.transitDays, lane: column });
    if (lane.fixedMinor <= 0) continue;
    if (given !== null) constant += lane.fixedMinor;
    else {
      const used = add(`z ${name}`, lane.fixedMinor, 1);
      bound(`use ${name}`, Number.NEGATIVE_INFINITY, 0, [
        [column, 1],
        [used, -from.stock],
      ]);
    }
  }
  const services: { path: Path; market: string; column: number }[] = [];
  const deliveries = new Map(input.deliveries.map((one) => [`${one.warehouse} ${one.market}`, one]));
  for (const { market, pieces } of demand) {
    for (const path of paths) {
      const delivery = deliveries.get(`${path.warehouse} ${market}`);
      const warehouse = warehouses.get(path.warehouse)!;
      if (!delivery) continue;
      const cost =
        deliverPerPiece(input, delivery, warehouse) +
        delivery.deliveryDays * dayPriceMinor -
        (storagePerPieceDay(input, warehouse) * (horizonDays - path.transitDays)) / 2;
      const name = `f ${path.from}>${path.warehouse}>${market}`;
      services.push({ path, market, column: add(name, cost, pieces) });
    }
  }
  for (const { market, pieces } of demand) {
    const own = services.filter((service) => service.market === market);
    const unmet = add(`u ${market}`, input.unmetMinor, pieces);
    bound(`demand ${market}`, pieces, pieces, [
      [unmet, 1],
      ...own.map(({ column }): [number, number] => [column, 1]),
    ]);
    const times = [...new Set(own.map(({ path }) => path.transitDays))].filter((days) => days > 0);
    for (const days of times) {
      const late = own.filter(({ path }) => path.transitDays >= days);
      bound(
        `after ${days} ${market}`,
        Number.NEGATIVE_INFINITY,
        reachableAfter(pieces, days, horizonDays),
        late.map(({ column }) => [column, 1]),
      );
    }
  }
  for (const path of paths) {
    const served = services
      .filter((service) => service.path === path)
      .map(({ column }): [number, number] => [column, 1]);
    if (path.lane === null) {
      const warehouse = warehouses.get(path.from)!;
      const out = lanes
        .filter(({ lane }) => lane.from === path.from)
        .map(({ column }): [number, number] => [column, 1]);
      bound(`stock ${path.from}`, Number.NEGATIVE_INFINITY, warehouse.stock + warehouse.inbound, [
        ...served,
        ...out,
      ]);
      bound(`move ${path.from}`, Number.NEGATIVE_INFINITY, warehouse.stock, out);
    } else {
      if (served.length > 0)
        bound(`lane ${path.from}>${path.warehouse}`, Number.NEGATIVE_INFINITY, 0, [
          ...served,
          [path.lane, -1],
        ]);
    }
  }
  for (const { code, roomPieces } of input.warehouses) {
    const into = lanes.filter(({ lane }) => lane.to === code);
    if (into.length === 0) continue;
    bound(`room ${code}`, Number.NEGATIVE_INFINITY, roomPieces, [
      ...into.map(({ column }): [number, number] => [column, 1]),
      ...lanes.filter(({ lane }) => lane.from === code).map(({ column }): [number, number] => [column, -1]),
    ]);
  }
  const planOf = (values: readonly number[]): AllocationPlan => ({
    moves: lanes
      .map(({ lane, column }) => ({
        from: lane.from,
        to: lane.to,
        quantity: Math.round(values[column] ?? 0),
      }))
      .filter(({ quantity }) => quantity > 0),
    services: services
      .map(({ path, market, column }) => ({
        from: path.from,
        warehouse: path.warehouse,
        market,
        quantity: Math.round(values[column] ?? 0),
      }))
      .filter(({ quantity }) => quantity > 0),
  });
  return { program: { columns, rows, constant }, planOf };
}
