import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type postgres from 'postgres';

/** The statements of every tests/invariants/*.sql, by file; a semicolon at the end of a line closes one. */
export function invariants(folder = import.meta.dirname): { file: string; statement: string }[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .flatMap((file) =>
      readFileSync(path.join(folder, file), 'utf8')
        .split(/;[ \t]*$/m)
        .map((statement) => statement.replaceAll(/^--.*$/gm, '').trim())
        .filter((statement) => statement !== '')
        .map((statement) => ({ file, statement })),
    );
}

/**
 * What a filled database breaks of the invariants, as `file: rule (what)`, at most ten rows for each.
 * @param sql a connection that sees every row: the owner's or the platform's
 */
export async function brokenInvariants(sql: postgres.Sql): Promise<string[]> {
  const found: string[] = [];
  for (const { file, statement } of invariants()) {
    const rows = await sql.unsafe<{ broken: string; what: string }[]>(
      `select broken, what from (${statement}) invariant limit 10`,
    );
    for (const { broken, what } of rows) found.push(`${file}: ${broken} (${what})`);
  }
  return found;
}
