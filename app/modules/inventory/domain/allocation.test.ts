import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '~/kernel/random';
import { allocationSolver, solveRelaxed } from '../commands/allocation-solver.server';
import { bestAllocation, givenAllocation, movesProblem, type SolveProgram } from './allocation';
import { allocationOutcome, moveReasons } from './allocation-cost';
import {
  type AllocationInput,
  type AllocationPlan,
  allocationModel,
  reachableAfter,
  type Service,
} from './allocation-model';

let solve: SolveProgram;
beforeAll(async () => {
  solve = await allocationSolver();
});

const R = { kind: 'regional' as const, inbound: 0, storageMinorPerM3Day: 40, handlingMinorPerPiece: 20 };
const F = { kind: 'forward' as const, inbound: 0, storageMinorPerM3Day: 150, handlingMinorPerPiece: 30 };

/** All stock in the regional warehouse; the forward one is four days nearer to the customer. */
const base: AllocationInput = {
  grams: 500,
  cubicMillimetres: 2_000_000,
  horizonDays: 28,
  dayPriceMinor: 60,
  unmetMinor: 2000,
  warehouses: [
    { ...R, code: 'R', stock: 100, roomPieces: 1000 },
    { ...F, code: 'F', stock: 0, roomPieces: 1000 },
  ],
  lanes: [
    { from: 'R', to: 'F', costMinorPerKg: 80, fixedMinor: 0, transitDays: 7 },
    { from: 'F', to: 'R', costMinorPerKg: 80, fixedMinor: 0, transitDays: 7 },
  ],
  deliveries: [
    { warehouse: 'R', market: 'US', deliveryDays: 6, costMinorPerKg: 700 },
    { warehouse: 'F', market: 'US', deliveryDays: 2, costMinorPerKg: 500 },
  ],
  demand: [{ market: 'US', pieces: 40 }],
};

describe('where stock should stand', () => {
  test('a fast mover goes forward, as much as can still be sold after the way', () => {
    const { plan, outcome } = bestAllocation(base, solve);
    expect(plan.moves).toEqual([{ from: 'R', to: 'F', quantity: 30 }]);
    expect(outcome.pieces).toEqual({ R: 70, F: 30 });
    expect(outcome.unmet).toBe(0);
    // 10 pieces wait 6 days, 30 wait 2.
    expect(outcome.deliveryDaysHundredths).toBe(300);
    expect(givenAllocation(base, [], solve).outcome.deliveryDaysHundredths).toBe(600);
  });

  test('the long tail stays: at the low price of a day the way costs more than it saves', () => {
    const input = {
      ...base,
      dayPriceMinor: 5,
      deliveries: base.deliveries.map((d) => ({ ...d, costMinorPerKg: 600 })),
    };
    expect(bestAllocation(input, solve).plan.moves).toEqual([]);
  });

  test('a full warehouse, a fixed cost and a missing lane hold it back', () => {
    const full = base.warehouses.map((one) => (one.code === 'F' ? { ...one, roomPieces: 12 } : one));
    expect(bestAllocation({ ...base, warehouses: full }, solve).plan.moves).toEqual([
      { from: 'R', to: 'F', quantity: 12 },
    ]);
    const dear = base.lanes.map((lane) => ({ ...lane, fixedMinor: 9000 }));
    expect(bestAllocation({ ...base, lanes: dear }, solve).plan.moves).toEqual([]);
    const cheap = base.lanes.map((lane) => ({ ...lane, fixedMinor: 100 }));
    expect(bestAllocation({ ...base, lanes: cheap }, solve).plan.moves).toEqual([
      { from: 'R', to: 'F', quantity: 30 },
    ]);
    expect(bestAllocation({ ...base, lanes: [] }, solve).plan.moves).toEqual([]);
  });

  test('pieces that no market of the place wants go where they are asked for', () => {
    const input: AllocationInput = {
      ...base,
      deliveries: base.deliveries.filter(({ warehouse }) => warehouse === 'F'),
    };
    const { outcome } = bestAllocation(input, solve);
    expect([outcome.served, outcome.unmet]).toEqual([30, 10]);
    expect(givenAllocation(input, [], solve).outcome.unmet).toBe(40);
  });

  test('what is on its way by a transfer serves, and is not moved again', () => {
    const input = {
      ...base,
      warehouses: base.warehouses.map((one) =>
        one.code === 'F' ? { ...one, inbound: 40 } : { ...one, stock: 0 },
      ),
    };
    const { plan, outcome } = bestAllocation(input, solve);
    expect(plan.moves).toEqual([]);
    expect(outcome.unmet).toBe(0);
  });

  test('nothing to place, nothing to serve', () => {
    const empty = { ...base, demand: [] };
    expect(bestAllocation(empty, solve).plan).toEqual({ moves: [], services: [] });
    expect(bestAllocation({ ...base, warehouses: [] }, solve).outcome.unmet).toBe(40);
  });

  test('a move tells whom it serves and how much sooner', () => {
    const { plan } = bestAllocation(base, solve);
    expect(moveReasons(base, plan)).toEqual([
      {
        from: 'R',
        to: 'F',
        quantity: 30,
        costMinor: 30 * (40 + 50),
        transitDays: 7,
        markets: [{ market: 'US', pieces: 30, daysFrom: 6, daysTo: 2 }],
      },
    ]);
  });

  test.each([
    ['as proposed', [{ from: 'R', to: 'F', quantity: 30 }], undefined],
    ['more than there is', [{ from: 'R', to: 'F', quantity: 101 }], 'allocation_stock_changed'],
    ['no such lane', [{ from: 'R', to: 'X', quantity: 1 }], 'allocation_no_lane'],
    ['nothing along no lane', [{ from: 'R', to: 'X', quantity: 0 }], undefined],
  ])('a plan by hand: %s', (_, moves, code) => {
    expect(movesProblem(base, moves)?.code).toBe(code);
  });

  test('a plan by hand finds the room that what leaves makes', () => {
    const tight = {
      ...base,
      warehouses: base.warehouses.map((one) => ({ ...one, stock: 10, roomPieces: 2 })),
    };
    const out = { from: 'F', to: 'R', quantity: 5 };
    expect(movesProblem(tight, [{ from: 'R', to: 'F', quantity: 3 }])?.code).toBe('allocation_no_room');
    expect(movesProblem(tight, [{ from: 'R', to: 'F', quantity: 7 }, out])).toBeNull();
  });
});

/** A random instance: warehouses that all lie on lanes, and markets that most of them reach. */
function instance(seed: number, warehouses: number, markets: number, most: number): AllocationInput {
  const random = createRandom(seed);
  const codes = Array.from({ length: warehouses }, (_, index) => `W${index}`);
  const names = Array.from({ length: markets }, (_, index) => `M${index}`);
  return {
    grams: random.int(50, 3000),
    cubicMillimetres: random.int(100_000, 9_000_000),
    horizonDays: 10,
    dayPriceMinor: random.int(0, 300),
    unmetMinor: random.next() < 0.2 ? random.int(0, 3000) : 20_000,
    warehouses: codes.map((code, index) => ({
      code,
      kind: index === 0 ? 'regional' : 'forward',
      stock: random.int(0, most),
      inbound: random.int(0, 1),
      storageMinorPerM3Day: random.int(0, 400),
      handlingMinorPerPiece: random.int(0, 60),
      roomPieces: random.int(0, 2 * most),
    })),
    lanes: codes.flatMap((from) =>
      codes
        .filter((to) => to !== from && random.next() < 0.8)
        .map((to) => ({
          from,
          to,
          costMinorPerKg: random.int(0, 200),
          fixedMinor: random.next() < 0.2 ? random.int(1, 900) : 0,
          transitDays: random.next() < 0.4 ? 0 : random.int(1, 11),
        })),
    ),
    deliveries: codes.flatMap((warehouse) =>
      names
        .filter(() => random.next() < 0.85)
        .map((market) => ({
          warehouse,
          market,
          deliveryDays: random.int(1, 25),
          costMinorPerKg: random.int(100, 900),
        })),
    ),
    demand: names.map((market) => ({ market, pieces: random.int(0, most) })),
  };
}

/** Cost in fractions of a cent, by walking over the plan: not rounded, so that ties are ties. */
function exactCost(input: AllocationInput, plan: AllocationPlan): number {
  const storage = (code: string, days: number) =>
    (input.warehouses.find((one) => one.code === code)!.storageMinorPerM3Day *
      input.cubicMillimetres *
      days) /
    1e9;
  const handling = (code: string) => input.warehouses.find((one) => one.code === code)!.handlingMinorPerPiece;
  const lane = (from: string, to: string) => input.lanes.find((one) => one.from === from && one.to === to)!;
  let cost = 0;
  for (const one of input.warehouses) cost += (one.stock + one.inbound) * storage(one.code, 10);
  for (const { from, to, quantity } of plan.moves) {
    const way = lane(from, to);
    cost += way.fixedMinor + quantity * ((way.costMinorPerKg * input.grams) / 1000);
    cost += quantity * (handling(from) + handling(to));
    cost += quantity * (storage(to, 10 - way.transitDays) - storage(from, 10));
  }
  let served = 0;
  for (const { from, warehouse, market, quantity } of plan.services) {
    const way = input.deliveries.find((one) => one.warehouse === warehouse && one.market === market)!;
    const kept = from === warehouse ? 10 : 10 - lane(from, warehouse).transitDays;
    cost += quantity * ((way.costMinorPerKg * input.grams) / 1000 + handling(warehouse));
    cost += quantity * (way.deliveryDays * input.dayPriceMinor - storage(warehouse, kept) / 2);
    served += quantity;
  }
  return cost + (input.demand.reduce((sum, one) => sum + one.pieces, 0) - served) * input.unmetMinor;
}

/** Whether a plan keeps to stock, room, lanes, demand and time; written without the program. */
function isAllowed(input: AllocationInput, { moves, services }: AllocationPlan): boolean {
  const sum = <T extends { quantity: number }>(all: readonly T[], of: (one: T) => boolean) =>
    all.reduce((total, one) => total + (of(one) ? one.quantity : 0), 0);
  const transit = ({ from, warehouse }: Service) =>
    from === warehouse
      ? 0
      : (input.lanes.find((one) => one.from === from && one.to === warehouse)?.transitDays ?? 99);
  return (
    input.warehouses.every(({ code, stock, inbound, roomPieces }) => {
      const out = sum(moves, ({ from }) => from === code);
      const into = sum(moves, ({ to }) => to === code);
      const stays = sum(services, ({ from, warehouse }) => from === code && warehouse === code);
      return out <= stock && stays <= stock + inbound - out && (into === 0 || into - out <= roomPieces);
    }) &&
    moves.every(
      ({ from, to, quantity }) =>
        sum(services, (one) => one.from === from && one.warehouse === to) <= quantity &&
        input.lanes.some((one) => one.from === from && one.to === to && one.transitDays < 10),
    ) &&
    input.demand.every(({ market, pieces }) => {
      const own = services.filter((one) => one.market === market);
      return (
        sum(own, () => true) <= pieces &&
        own.every(
          (one) =>
            sum(own, (other) => transit(other) >= transit(one)) <= reachableAfter(pieces, transit(one), 10),
        )
      );
    })
  );
}

/** The least cost over all plans, by trying every one of them. */
function bruteForce(input: AllocationInput): number {
  const lanes = input.lanes.filter(({ from, transitDays }) => transitDays < 10 && stockOf(input, from) > 0);
  const paths = [
    ...input.warehouses.map(({ code, stock, inbound }) => ({ from: code, to: code, most: stock + inbound })),
    ...lanes.map(({ from, to }) => ({ from, to, most: stockOf(input, from) })),
  ];
  const slots = paths.flatMap(({ from, to, most }) =>
    input.demand
      .filter(({ market }) => input.deliveries.some((d) => d.warehouse === to && d.market === market))
      .map(({ market, pieces }) => ({ from, warehouse: to, market, most: Math.min(most, pieces) })),
  );
  let best = Number.POSITIVE_INFINITY;
  const services: Service[] = [];
  const tryServices = (index: number, moves: AllocationPlan['moves'], demand: Record<string, number>) => {
    const slot = slots[index];
    if (!slot) {
      const plan = { moves, services: services.filter(({ quantity }) => quantity > 0) };
      if (isAllowed(input, plan)) best = Math.min(best, exactCost(input, plan));
      return;
    }
    const moved = moves.find(({ from, to }) => from === slot.from && to === slot.warehouse)?.quantity ?? 0;
    const most = Math.min(
      slot.from === slot.warehouse ? slot.most : Math.min(slot.most, moved),
      demand[slot.market]!,
    );
    for (let quantity = 0; quantity <= most; quantity++) {
      services.push({ ...slot, quantity });
      tryServices(index + 1, moves, { ...demand, [slot.market]: demand[slot.market]! - quantity });
      services.pop();
    }
  };
  const tryMoves = (index: number, moves: AllocationPlan['moves']) => {
    const lane = lanes[index];
    if (!lane) {
      const demand = Object.fromEntries(input.demand.map(({ market, pieces }) => [market, pieces]));
      return tryServices(
        0,
        moves.filter(({ quantity }) => quantity > 0),
        demand,
      );
    }
    const gone = moves.filter(({ from }) => from === lane.from).reduce((all, one) => all + one.quantity, 0);
    for (let quantity = 0; quantity <= stockOf(input, lane.from) - gone; quantity++)
      tryMoves(index + 1, [...moves, { from: lane.from, to: lane.to, quantity }]);
  };
  tryMoves(0, []);
  return best;
}

const stockOf = (input: AllocationInput, code: string) =>
  input.warehouses.find((one) => one.code === code)!.stock;

describe('the proposal is the best there is', () => {
  test('every plan of small instances tried: none is cheaper', () => {
    let withMoves = 0;
    for (let seed = 1; seed <= 150; seed++) {
      const input = instance(seed, seed % 3 === 0 ? 3 : 2, 2, seed % 3 === 0 ? 1 : 3);
      const { plan } = bestAllocation(input, solve);
      expect(isAllowed(input, plan), `seed ${seed}`).toBe(true);
      expect(exactCost(input, plan), `seed ${seed}`).toBeCloseTo(bruteForce(input), 5);
      if (plan.moves.length > 0) withMoves += 1;
    }
    expect(withMoves).toBeGreaterThan(8);
  });

  test('large instances: allowed, no dearer than leaving all, and no cheaper than the dual bound lets', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), fc.boolean(), async (seed, fixedCosts) => {
        const made = instance(seed, 8, 6, 400);
        const input = fixedCosts
          ? made
          : { ...made, lanes: made.lanes.map((lane) => ({ ...lane, fixedMinor: 0 })) };
        const { plan, outcome } = bestAllocation(input, solve);
        expect(isAllowed(input, plan)).toBe(true);
        const asIs = givenAllocation(input, [], solve);
        expect(exactCost(input, plan)).toBeLessThanOrEqual(exactCost(input, asIs.plan) + 1e-5);
        expect(Math.abs(outcome.cost.total - exactCost(input, plan))).toBeLessThan(3);
        // Weak duality holds for any multipliers: for those of the solver the bound must reach the optimum of the
        // relaxation, and no whole plan is below it.
        const { program } = allocationModel(input);
        const { duals, objective } = await solveRelaxed(program);
        const reduced = program.columns.map(({ cost }) => cost);
        let bound = program.constant;
        program.rows.forEach(({ lower, upper, terms }, row) => {
          const y = duals[row]!;
          for (const [column, factor] of terms) reduced[column]! -= y * factor;
          if (Math.abs(y) > 1e-9) bound += y * (y > 0 ? lower : upper);
        });
        program.columns.forEach(({ lower, upper }, column) => {
          const d = reduced[column]!;
          bound += d * (d > 0 ? lower : upper);
        });
        expect(bound).toBeCloseTo(objective, 3);
        expect(exactCost(input, plan)).toBeGreaterThanOrEqual(bound - 1e-3);
        if (!fixedCosts) expect(exactCost(input, plan)).toBeLessThan(bound + Math.max(50, bound * 0.01));
      }),
      { numRuns: 25, seed: 7 },
    );
  });

  test('given the best moves, the cost is the best cost; given worse ones, it is more', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const input = instance(seed, 5, 4, 60);
      const best = bestAllocation(input, solve);
      const again = givenAllocation(input, best.plan.moves, solve);
      expect(exactCost(input, again.plan)).toBeCloseTo(exactCost(input, best.plan), 5);
      expect(allocationOutcome(input, again.plan).cost.total).toBe(again.outcome.cost.total);
      const fewer = best.plan.moves.map((move) => ({ ...move, quantity: Math.floor(move.quantity / 2) }));
      const edited = givenAllocation(input, fewer, solve);
      expect(exactCost(input, edited.plan)).toBeGreaterThanOrEqual(exactCost(input, best.plan) - 1e-5);
    }
  });
});
