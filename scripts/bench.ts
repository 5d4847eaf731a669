import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { reportFailure } from './support/explain-error';
import { PlainFailure } from './support/failure';

const folder = path.resolve(import.meta.dirname, 'bench');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => path.basename(file, '.ts'))
  .sort();

const USAGE = `Usage: npm run bench [-- NAME [OPTIONS OF THAT MEASUREMENT]]

Measures what the portal promises, one measurement after the other, or the one that is named: ${names.join(', ')}.
Each prints its figures beside its bar; "npm run bench -- NAME --help" describes it. Data that is absent is named and left
out. Exit code 1 if a bar was missed.
`;

/** Runs one measurement to its end. @returns its exit code */
function measure(name: string, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const file = path.join(folder, `${name}.ts`);
    const child = spawn(process.execPath, ['--import', 'tsx', file, ...args], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function main([wanted, ...args]: readonly string[]): Promise<void> {
  if (wanted !== undefined && !names.includes(wanted)) {
    throw new PlainFailure(`There is no measurement ${JSON.stringify(wanted)}.\n\n${USAGE}`);
  }
  const missed: string[] = [];
  for (const name of wanted === undefined ? names : [wanted]) {
    console.log(`\n== ${name}`);
    if ((await measure(name, args)) !== 0) missed.push(name);
  }
  if (missed.length > 0) throw new PlainFailure(`Missed: ${missed.join(', ')}.`);
}

const [first] = process.argv.slice(2);
if (first === '--help') console.log(USAGE);
else await main(process.argv.slice(2)).catch(reportFailure);
