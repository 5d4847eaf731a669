import {
  type AllocationInput,
  type AllocationPlan,
  deliverPerPiece,
  type Move,
  movePerPiece,
  storagePerPieceDay,
} from './allocation-model';

/** What a placement costs over the horizon, US cents; each part is rounded once, and the total is their sum. */
export interface AllocationCost {
  transfer: number;
  storage: number;
  delivery: number;
  /** Days that customers wait, at the price of a day. */
  waiting: number;
  unmet: number;
  total: number;
}

export interface AllocationOutcome {
  cost: AllocationCost;
  /** Pieces that reach a customer. */
  served: number;
  unmet: number;
  /** Days to the customer, mean over the pieces served, hundredths; null when none is. */
  deliveryDaysHundredths: number | null;
  /** Pieces per warehouse after the moves, what is on its way included. */
  pieces: Record<string, number>;
}

/** Counts a plan's cost piece by piece, without the program that made it. */
export function allocationOutcome(input: AllocationInput, plan: AllocationPlan): AllocationOutcome {
  const warehouses = new Map(input.warehouses.map((warehouse) => [warehouse.code, warehouse]));
  const lanes = new Map(input.lanes.map((lane) => [`${lane.from} ${lane.to}`, lane]));
  const deliveries = new Map(input.deliveries.map((one) => [`${one.warehouse} ${one.market}`, one]));
  const pieces: Record<string, number> = {};
  let transfer = 0;
  let storage = 0;
  for (const warehouse of input.warehouses) {
    pieces[warehouse.code] = warehouse.stock + warehouse.inbound;
    storage +=
      (warehouse.stock + warehouse.inbound) * storagePerPieceDay(input, warehouse) * input.horizonDays;
  }
  for (const move of plan.moves) {
    const lane = lanes.get(`${move.from} ${move.to}`);
    const from = warehouses.get(move.from);
    const to = warehouses.get(move.to);
    if (!lane || !from || !to || move.quantity <= 0) continue;
    pieces[move.from] = (pieces[move.from] ?? 0) - move.quantity;
    pieces[move.to] = (pieces[move.to] ?? 0) + move.quantity;
    transfer += lane.fixedMinor + move.quantity * movePerPiece(input, lane, from, to);
    storage -= move.quantity * storagePerPieceDay(input, from) * input.horizonDays;
    storage += move.quantity * storagePerPieceDay(input, to) * (input.horizonDays - lane.transitDays);
  }
  let delivery = 0;
  let waitingDays = 0;
  let served = 0;
  for (const service of plan.services) {
    const warehouse = warehouses.get(service.warehouse)!;
    const way = deliveries.get(`${service.warehouse} ${service.market}`)!;
    const transit =
      service.from === service.warehouse
        ? 0
        : (lanes.get(`${service.from} ${service.warehouse}`)?.transitDays ?? 0);
    served += service.quantity;
    delivery += service.quantity * deliverPerPiece(input, way, warehouse);
    waitingDays += service.quantity * way.deliveryDays;
    storage -= (service.quantity * storagePerPieceDay(input, warehouse) * (input.horizonDays - transit)) / 2;
  }
  const unmet = input.demand.reduce((sum, one) => sum + Math.max(0, one.pieces), 0) - served;
  const rounded = {
    transfer: Math.round(transfer),
    storage: Math.round(storage),
    delivery: Math.round(delivery),
    waiting: waitingDays * input.dayPriceMinor,
    unmet: unmet * input.unmetMinor,
  };
  return {
    cost: { ...rounded, total: Object.values(rounded).reduce((sum, part) => sum + part, 0) },
    served,
    unmet,
    deliveryDaysHundredths: served === 0 ? null : Math.round((waitingDays * 100) / served),
    pieces,
  };
}

/** What one move costs, US cents. */
export function moveCost(input: AllocationInput, move: Move): number {
  const lane = input.lanes.find((one) => one.from === move.from && one.to === move.to);
  const from = input.warehouses.find(({ code }) => code === move.from);
  const to = input.warehouses.find(({ code }) => code === move.to);
  if (!lane || !from || !to || move.quantity <= 0) return 0;
  return Math.round(lane.fixedMinor + move.quantity * movePerPiece(input, lane, from, to));
}

/** Why a move pays: the markets that it serves, and their days from the two places. */
export interface MoveReason extends Move {
  costMinor: number;
  transitDays: number;
  markets: { market: string; pieces: number; daysFrom: number | null; daysTo: number }[];
}

export function moveReasons(input: AllocationInput, plan: AllocationPlan): MoveReason[] {
  const days = (warehouse: string, market: string) =>
    input.deliveries.find((one) => one.warehouse === warehouse && one.market === market)?.deliveryDays ??
    null;
  return plan.moves.map((move) => ({
    ...move,
    costMinor: moveCost(input, move),
    transitDays: input.lanes.find((one) => one.from === move.from && one.to === move.to)?.transitDays ?? 0,
    markets: plan.services
      .filter(({ from, warehouse }) => from === move.from && warehouse === move.to)
      .map(({ market, quantity }) => ({
        market,
        pieces: quantity,
        daysFrom: days(move.from, market),
        daysTo: days(move.to, market) ?? 0,
      }))
      .sort((a, b) => b.pieces - a.pieces || (a.market < b.market ? -1 : 1)),
  }));
}
