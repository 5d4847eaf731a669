import type { z } from 'zod';
import { type Problem, problem } from '~/kernel/problem';
import type { Result } from '~/kernel/result';
import { readForKey } from '~/modules/identity/commands/answer-once.server';
import type { ApiAccess } from '~/modules/identity/domain/api-access';
import type { PlatformTx } from '~db/tenancy.server';
import { ApiExchange } from './api-answer.server';
import type { ApiArgs } from './require-api-key.server';
import { zodProblem } from './zod-problem';

/**
 * Answers `GET` of one page of a list. Parameters are judged strictly: one that is unknown, repeated or wrong is named.
 * @param read reads the page; a problem of it names its parameter as `field`
 */
export async function answerPage<S extends z.ZodObject>(
  args: ApiArgs,
  access: ApiAccess,
  schema: S,
  read: (tx: PlatformTx, query: z.output<S>) => Promise<Result<unknown, Problem>>,
): Promise<Response> {
  const exchange = new ApiExchange(args, access);
  const query = readQuery(new URL(args.request.url).searchParams, schema);
  if (!query.ok) return exchange.refusePlaces(query.problems);
  return exchange.whileAvailable(async () => {
    const page = await readForKey(access, (tx) => read(tx, query.value));
    if (page.ok) return exchange.json(JSON.stringify(page.value));
    const { field, ...found } = page.error;
    if (field === undefined) return exchange.refuse(found);
    return exchange.refusePlaces([{ ...found, at: { parameter: field } }]);
  });
}

type PlacedProblem = Problem & { at: { parameter: string } };
type Query<T> = { ok: true; value: T } | { ok: false; problems: PlacedProblem[] };

function readQuery<S extends z.ZodObject>(params: URLSearchParams, schema: S): Query<z.output<S>> {
  const names = [...new Set(params.keys())];
  const repeated = names.filter((name) => params.getAll(name).length > 1);
  const strange = names.filter((name) => !Object.hasOwn(schema.shape, name));
  if (repeated.length > 0 || strange.length > 0) {
    const clip = (name: string) => name.slice(0, 40);
    return {
      ok: false,
      problems: [
        ...strange
          .slice(0, 10)
          .map((name) => placed(problem('parameter_unknown', { field: clip(name) }), clip(name))),
        ...repeated.slice(0, 10).map((name) => placed(problem('value_invalid'), clip(name))),
      ],
    };
  }
  const parsed = schema.safeParse(Object.fromEntries(params), { reportInput: true });
  if (parsed.success) return { ok: true, value: parsed.data };
  return {
    ok: false,
    problems: parsed.error.issues.map((issue) => placed(zodProblem(issue), String(issue.path[0] ?? ''))),
  };
}

const placed = (found: Problem, parameter: string): PlacedProblem => ({ ...found, at: { parameter } });
