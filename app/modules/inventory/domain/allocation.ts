import { type Problem, problem } from '~/kernel/problem';
import { type AllocationOutcome, allocationOutcome } from './allocation-cost';
import {
  type AllocationInput,
  type AllocationPlan,
  allocationModel,
  type Move,
  type Program,
} from './allocation-model';

/** Names the way proposals are made; stored with them. */
export const ALLOCATION_RULE_VERSION = 'allocation-1';

export interface ProgramSolution {
  /** Value of each column, in the program's order. */
  values: number[];
  objective: number;
}

/** Solves a program to optimality, integers included. */
export type SolveProgram = (program: Program) => ProgramSolution;

export interface SolvedAllocation {
  plan: AllocationPlan;
  outcome: AllocationOutcome;
}

/** The cheapest placement: which pieces to move now. */
export function bestAllocation(input: AllocationInput, solve: SolveProgram): SolvedAllocation {
  return solved(input, solve);
}

/** What given moves cost when the rest is done as well as they allow; no moves: the cost as it is. */
export function givenAllocation(
  input: AllocationInput,
  moves: readonly Move[],
  solve: SolveProgram,
): SolvedAllocation {
  return solved(input, solve, moves);
}

function solved(input: AllocationInput, solve: SolveProgram, fixed?: readonly Move[]): SolvedAllocation {
  const { program, planOf } = allocationModel(input, fixed);
  const plan = planOf(program.columns.length === 0 ? [] : solve(program).values);
  return { plan, outcome: allocationOutcome(input, plan) };
}

/** What stands in the way of moves that a person gave: a lane that does not exist, stock or room that is not there. */
export function movesProblem(input: AllocationInput, moves: readonly Move[]): Problem | null {
  const left = new Map(input.warehouses.map(({ code, stock }) => [code, stock]));
  const change = new Map<string, number>();
  for (const { from, to, quantity } of moves) {
    if (quantity === 0) continue;
    const lane = input.lanes.find((one) => one.from === from && one.to === to);
    if (!lane || lane.transitDays >= input.horizonDays) return problem('allocation_no_lane', { from, to });
    left.set(from, (left.get(from) ?? 0) - quantity);
    change.set(from, (change.get(from) ?? 0) - quantity);
    change.set(to, (change.get(to) ?? 0) + quantity);
  }
  for (const { code, stock, roomPieces } of input.warehouses) {
    const rest = left.get(code) ?? 0;
    if (rest < 0) {
      return problem('allocation_stock_changed', {
        warehouse: code,
        available: Math.max(0, stock),
        wanted: stock - rest,
      });
    }
    const more = change.get(code) ?? 0;
    if (more > 0 && more > roomPieces) {
      return problem('allocation_no_room', { warehouse: code, available: roomPieces, wanted: more });
    }
  }
  return null;
}

/** A program in the CPLEX LP format that solvers read; columns are named c0, c1, … in their order. */
export function toLpText(program: Program): string {
  const { columns, rows } = program;
  const sum = (terms: readonly (readonly [number, number])[]) =>
    terms.map(([column, factor]) => `${factor < 0 ? '-' : '+'} ${Math.abs(factor)} c${column}`).join('\n  ');
  const lines = [
    'Minimize',
    ` cost: ${sum(columns.map(({ cost }, index) => [index, cost] as const))}`,
    'Subject To',
  ];
  rows.forEach(({ lower, upper, terms }, index) => {
    if (lower === upper) lines.push(` r${index}: ${sum(terms)} = ${upper}`);
    else {
      if (Number.isFinite(upper)) lines.push(` r${index}: ${sum(terms)} <= ${upper}`);
      if (Number.isFinite(lower)) lines.push(` l${index}: ${sum(terms)} >= ${lower}`);
    }
  });
  lines.push('Bounds');
  columns.forEach(({ lower, upper }, index) => {
    lines.push(` ${lower} <= c${index} <= ${upper}`);
  });
  const integers = columns.flatMap(({ isInteger }, index) => (isInteger ? [`c${index}`] : []));
  if (integers.length > 0) lines.push('General', ` ${integers.join('\n ')}`);
  lines.push('End', '');
  return lines.join('\n');
}

/** The same program without the demand for whole numbers: its optimum bounds the program's from below. */
export function relaxed(program: Program): Program {
  return { ...program, columns: program.columns.map((column) => ({ ...column, isInteger: false })) };
}
