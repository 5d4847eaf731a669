import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRandom } from '~/kernel/random';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'forecast-series-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/forecast-series.ts', ...args],
      { maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

const random = createRandom('command line');
const made = (id: string, n: number, m: number, h: number) =>
  JSON.stringify({
    id,
    m,
    h,
    train: Array.from({ length: n }, () => random.poisson(20)),
    test: ['no number'],
  });

const LINES = [
  ...Array.from({ length: 70 }, (_, i) =>
    made(`s${i}`, 1 + ((i * 37) % 200), [52, 12, 7, 1][i % 4]!, 1 + (i % 20)),
  ),
  '{"id":"broken","m":52',
  JSON.stringify({ id: 'wrong', m: 52, h: 4, train: [1, '2'] }),
  JSON.stringify({ id: 'empty', m: 52, h: 3, train: [] }),
  '',
  JSON.stringify({ id: 'unknown', m: 52, h: 3, train: [null, null] }),
  made('long', 3000, 24, 48),
  made('far', 60, 12, 3000),
];

interface Out {
  id: string | null;
  error?: string;
  mean: number[];
  quantiles: Record<string, number[]>;
  model: string;
}

const readOut = (file: string): Out[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Out);

describe('forecast:series', () => {
  it('answers every line in order, the same with one worker and with two', { timeout: 60_000 }, async () => {
    const input = path.join(folder, 'in.jsonl');
    writeFileSync(input, LINES.join('\n'));
    const outputs = ['one.jsonl', 'two.jsonl'].map((name) => path.join(folder, name));
    for (const [i, output] of outputs.entries()) {
      const { code, stdout, stderr } = await run(
        '--input',
        input,
        '--output',
        output,
        '--jobs',
        String(i + 1),
      );
      expect(code).toBe(3);
      expect(stdout).toBe('');
      expect(stderr).toContain('2 malformed');
    }
    expect(readFileSync(outputs[0]!, 'utf8')).toBe(readFileSync(outputs[1]!, 'utf8'));
    expect(readdirSync(folder).filter((name) => name.endsWith('.partial'))).toEqual([]);

    const answers = readOut(outputs[0]!);
    const asked = LINES.filter(Boolean);
    expect(answers.map(({ id }) => id)).toEqual(
      asked.map((line) => (line.includes('broken') ? null : (JSON.parse(line) as Out).id)),
    );
    const levels = ['0.025', '0.1', '0.5', '0.7', '0.8', '0.9', '0.95', '0.975'];
    answers.forEach((answer, i) => {
      if (answer.error !== undefined) {
        expect([null, 'wrong']).toContain(answer.id);
        return;
      }
      const { h } = JSON.parse(asked[i]!) as { h: number };
      expect(Object.keys(answer)).toEqual(['id', 'mean', 'quantiles', 'model']);
      expect(Object.keys(answer.quantiles).sort()).toEqual([...levels].sort());
      expect(answer.mean).toHaveLength(h);
      levels.forEach((level, q) => {
        const row = answer.quantiles[level]!;
        const below = answer.quantiles[levels[q - 1] ?? level]!;
        expect(row).toHaveLength(h);
        expect(row.every((v, t) => Number.isInteger(v) && v >= below[t]! && v >= 0)).toBe(true);
      });
    });
  });

  it('reads and writes pipes', { timeout: 60_000 }, async () => {
    const input = path.join(folder, 'pipe.jsonl');
    writeFileSync(input, made('p', 30, 7, 5));
    const { code, stdout } = await run('--input', input, '--output', '-');
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Out).id).toBe('p');
  });

  it('says what is wrong with a command line, with exit code 2', { timeout: 60_000 }, async () => {
    const input = path.join(folder, 'usage.jsonl');
    writeFileSync(input, '');
    const cases: [string[], string][] = [
      [[], '--input is missing'],
      [['--input', input], '--output is missing'],
      [['--input', 'nowhere.jsonl', '--output', 'x'], 'There is no file nowhere.jsonl'],
      [['--input', folder, '--output', 'x'], 'is a folder'],
      [['--input', input, '--output', '/no/such/x'], 'There is no folder /no/such'],
      [['--input', input, '--output', input], 'the same file'],
      [['--input', input, '--output', 'x', '--jobs', '0'], '--jobs is "0"'],
      [['--wrong'], '--wrong'],
    ];
    const outcomes = await Promise.all(cases.map(([args]) => run(...args)));
    outcomes.forEach(({ code, stderr }, i) => {
      expect(code).toBe(2);
      expect(stderr).toContain(cases[i]![1]);
      expect(stderr).toContain('Usage:');
    });
    expect(await run('--help')).toMatchObject({ code: 0, stderr: '' });
  });
});
