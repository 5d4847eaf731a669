import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataModelDocument } from './support/data-model';
import { reportFailure } from './support/explain-error';

const USAGE = `Usage: npm run docs:data-model [-- --check]

Writes docs/data-model.md from the schema in db/schema: per module a diagram of keys and a list of tables.
  --check   writes nothing; exits with 1 when the file is not what would be written
`;

const FILE = path.resolve(import.meta.dirname, '../docs/data-model.md');

function main(args: readonly string[]): void {
  const unknown = args.filter((arg) => arg !== '--check' && arg !== '--help');
  if (unknown.length > 0 || args.includes('--help')) {
    console.log(USAGE);
    process.exitCode = unknown.length > 0 ? 2 : 0;
    return;
  }
  const wanted = dataModelDocument();
  if (!args.includes('--check')) {
    writeFileSync(FILE, wanted);
    console.log('docs/data-model.md is written.');
    return;
  }
  if (current() === wanted) {
    console.log('docs/data-model.md is up to date.');
  } else {
    console.error('docs/data-model.md is stale: run "npm run docs:data-model" and commit it.');
    process.exitCode = 1;
  }
}

function current(): string | null {
  try {
    return readFileSync(FILE, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

try {
  main(process.argv.slice(2));
} catch (error) {
  reportFailure(error);
}
