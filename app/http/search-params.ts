import type { z } from 'zod';

export interface ParsedSearch<T> {
  value: T;
  /** Parameters whose value made no sense and fell back to the default: for a note on the page, never an error. */
  ignored: string[];
}

/**
 * Search parameters of a URL by a zod object schema whose fields all have defaults (or are optional). A repeated
 * parameter is read as a list where the schema wants one, otherwise its last value counts. A value that does not fit
 * is dropped and named in `ignored`, so an old bookmark opens and nothing answers 500.
 *
 * @throws TypeError when the schema refuses even an empty URL: that is a mistake in the schema.
 */
export function parseSearch<S extends z.ZodObject>(request: Request, schema: S): ParsedSearch<z.infer<S>> {
  const input = searchInput(new URL(request.url).searchParams, schema);
  const ignored = new Set<string>();
  for (;;) {
    const result = schema.safeParse(input);
    if (result.success) return { value: result.data, ignored: [...ignored, ...caught(input, result.data)] };
    const bad = result.error.issues.map((issue) => String(issue.path[0]));
    const removable = bad.filter((name) => name in input);
    if (removable.length === 0) throw new TypeError(`Search parameters need defaults: ${bad.join(', ')}`);
    for (const name of removable) {
      ignored.add(name);
      delete input[name];
    }
  }
}

function searchInput(params: URLSearchParams, schema: z.ZodObject): Record<string, string | string[]> {
  const input: Record<string, string | string[]> = {};
  for (const name of Object.keys(schema.shape)) {
    // No text in the database holds a NUL, and asking for one is an error there.
    const values = params.getAll(name).filter((value) => value !== '' && !value.includes('\0'));
    const last = values.at(-1);
    if (last === undefined) continue;
    input[name] = wantsList(schema.shape[name]) ? values : last;
  }
  return input;
}

/** Whether a field is a list behind its defaults and catches. */
function wantsList(field: unknown): boolean {
  let inner = field as { def?: { type?: string; innerType?: unknown } } | undefined;
  while (inner?.def?.innerType) inner = inner.def.innerType as typeof inner;
  return inner?.def?.type === 'array';
}

/** Fields with a `catch` in the schema fall back silently; a result without the text that was given betrays them. */
function caught(input: Record<string, string | string[]>, value: Record<string, unknown>): string[] {
  return Object.entries(input).flatMap(([name, given]) => {
    if (typeof given !== 'string') return [];
    const taken = value[name];
    if (taken === undefined) return [name];
    if (typeof taken === 'string' || typeof taken === 'number') {
      return String(taken).toLowerCase() === given.trim().toLowerCase() || Number(given) === taken
        ? []
        : [name];
    }
    return [];
  });
}
