import { describe, expect, test } from 'vitest';
import { readTree, type SourceTree, treeOf } from './source/source-tree';

/** Libraries that stay behind one file, so that they can be replaced there. */
const BEHIND_ONE_FILE: Readonly<Record<string, string>> = {
  lucia: 'app/modules/identity/data/lucia.server.ts',
  '@node-rs/argon2': 'app/modules/identity/data/password-hash.server.ts',
};

/** Chart code is loaded when a chart is shown: nothing imports it at once. */
const CHART_LIBRARY = 'recharts';
const CHART_FILES = /^app\/charts\/[\w-]+-plot\.tsx$/;

function libraryViolations(tree: SourceTree): string[] {
  const found: string[] = [];
  for (const [file, source] of tree) {
    for (const { specifier } of source.imports) {
      const only = BEHIND_ONE_FILE[specifier];
      if (only && file !== only) found.push(`${file} imports ${specifier}: only ${only} may`);
      if (specifier === CHART_LIBRARY && !CHART_FILES.test(file)) {
        found.push(`${file} imports ${specifier}: only a lazily loaded plot may`);
      }
    }
  }
  return found;
}

describe('some libraries stay behind one file', () => {
  test('in this repository', () => {
    expect(libraryViolations(readTree(['app']))).toEqual([]);
  });

  test('an import elsewhere is found', () => {
    const tree = treeOf({
      'app/modules/identity/data/lucia.server.ts': "import { Lucia } from 'lucia'; export const l = Lucia;",
      'app/routes/a.ts': "import { Lucia } from 'lucia'; export const a = Lucia;",
      'app/charts/forecast-band-plot.tsx': "import { Line } from 'recharts'; export const p = Line;",
      'app/charts/chart.tsx': "import { Line } from 'recharts'; export const c = Line;",
    });
    expect(libraryViolations(tree)).toEqual([
      'app/routes/a.ts imports lucia: only app/modules/identity/data/lucia.server.ts may',
      'app/charts/chart.tsx imports recharts: only a lazily loaded plot may',
    ]);
  });
});
