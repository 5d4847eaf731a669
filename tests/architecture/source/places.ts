/** The modules in the order in which they may know of each other: each imports only from those before it. */
export const MODULES = [
  'identity',
  'catalog',
  'orders',
  'inventory',
  'forecast',
  'capacity',
  'quality',
  'logistics',
  'rebates',
] as const;

export type ModuleName = (typeof MODULES)[number];
export type ModulePart = 'domain' | 'forms' | 'data' | 'commands' | 'queries' | 'ui' | 'other';

/** Where a file stands in the layout. */
export type Place =
  | { kind: 'module'; module: string; part: ModulePart }
  | { kind: 'kernel' | 'platform' | 'http' | 'routes' | 'shared-ui' | 'app' }
  | { kind: 'db'; part: 'schema' | 'client' | 'tenancy' | 'seed' | 'other' }
  | { kind: 'scripts' | 'tests' | 'elsewhere' };

const SHARED_UI = new Set(['ui', 'table', 'charts', 'form']);
const PARTS = new Set(['domain', 'data', 'commands', 'queries', 'ui']);

/** Unit tests stand beside the code; they and their generators are no part of the product. */
export const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file) || file.startsWith('tests/');

export function placeOf(file: string): Place {
  const [top, second = '', third = '', fourth = ''] = file.split('/');
  if (top === 'tests') return { kind: 'tests' };
  if (top === 'scripts') return { kind: 'scripts' };
  if (top === 'db') {
    if (second === 'schema') return { kind: 'db', part: 'schema' };
    if (second === 'seed') return { kind: 'db', part: 'seed' };
    if (/^client\.server/.test(second)) return { kind: 'db', part: 'client' };
    return { kind: 'db', part: /^tenancy\.server/.test(second) ? 'tenancy' : 'other' };
  }
  if (top !== 'app') return { kind: 'elsewhere' };
  if (second === 'modules') {
    if (PARTS.has(fourth)) return { kind: 'module', module: third, part: fourth as ModulePart };
    return { kind: 'module', module: third, part: /^forms\.tsx?$/.test(fourth) ? 'forms' : 'other' };
  }
  if (second === 'kernel' || second === 'platform' || second === 'http' || second === 'routes')
    return { kind: second };
  return { kind: SHARED_UI.has(second) ? 'shared-ui' : 'app' };
}
