import type { Highs } from 'highs';
import { relaxed, type SolveProgram, toLpText } from '../domain/allocation';
import type { Program } from '../domain/allocation-model';

let loading: Promise<Highs> | undefined;

/**
 * The HiGHS solver (Huangfu and Hall 2018) as WebAssembly; read and compiled once per process, at the first need.
 * Solving blocks the process for some milliseconds; batches belong into the worker.
 */
async function highs(): Promise<Highs> {
  loading ??= import('highs').then(({ default: load }) => load());
  return loading;
}

const WHOLE = 1e-6;

/** A column's value and the dual values of the rows of a program without integers. */
export interface RelaxedSolution {
  values: number[];
  objective: number;
  /** By the program's rows: what one more unit of the row's bound changes the objective by. */
  duals: number[];
}

/**
 * Makes the function that solves programs exactly. The program is solved without its integers first: a transportation
 * problem's vertices are whole as a rule, and a whole optimum of the relaxation is the optimum. Otherwise branch and cut
 * with no gap allowed.
 * @throws Error when a program has no solution, which the model excludes (leaving everything and serving nobody is one)
 */
export async function allocationSolver(): Promise<SolveProgram> {
  const solver = await highs();
  return (program) => {
    const isBinary = program.columns.some(({ name }) => name.startsWith('z '));
    if (!isBinary) {
      const first = solveText(solver, program, toLpText(relaxed(program)));
      if (first.values.every((value) => Math.abs(value - Math.round(value)) < WHOLE)) return first;
    }
    return solveText(solver, program, toLpText(program));
  };
}

/** Solves the relaxation and gives the dual values that prove it. */
export async function solveRelaxed(program: Program): Promise<RelaxedSolution> {
  const solver = await highs();
  const text = toLpText(relaxed(program));
  const result = solver.solve(text, { output_flag: false } as never);
  if (result.Status !== 'Optimal') throw new Error(`The program has no optimum: ${result.Status}`);
  const listed = result.Rows as unknown as readonly { Name: string; Dual?: number }[];
  const rows = new Map(listed.map((row) => [row.Name, row.Dual ?? 0]));
  return {
    ...valuesOf(program, result.Columns as Record<string, { Primal?: number }>),
    objective: result.ObjectiveValue + program.constant,
    duals: program.rows.map((_, index) => (rows.get(`r${index}`) ?? 0) + (rows.get(`l${index}`) ?? 0)),
  };
}

function solveText(solver: Highs, program: Program, text: string) {
  const result = solver.solve(text, {
    output_flag: false,
    mip_rel_gap: 0,
    mip_abs_gap: 1e-9,
    presolve: 'on',
  } as never);
  if (result.Status !== 'Optimal') throw new Error(`The program has no optimum: ${result.Status}`);
  return {
    ...valuesOf(program, result.Columns as Record<string, { Primal?: number }>),
    objective: result.ObjectiveValue + program.constant,
  };
}

function valuesOf(program: Program, columns: Record<string, { Primal?: number }>): { values: number[] } {
  return { values: program.columns.map((_, index) => columns[`c${index}`]?.Primal ?? 0) };
}
