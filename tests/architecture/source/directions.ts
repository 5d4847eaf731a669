import { isTest, MODULES, type ModulePart, type Place, placeOf } from './places';
import type { ImportEdge, SourceFile, SourceTree, Violation } from './source-tree';

/** Who may import what of the database: the schema, the pools, the scopes. */
const SCHEMA_READERS = new Set(['data', 'db', 'scripts']);
const TENANCY_USERS = new Set(['data', 'commands', 'queries', 'http', 'platform', 'routes', 'db', 'scripts']);
const CLIENT_USERS = new Set(['data', 'platform', 'db', 'scripts']);
/** A route opens the scope that its guard allowed, and hands the transaction on; it never acts as the system. */
const TENANCY_NAMES_OF_ROUTES = new Set(['inTenant', 'inPlatform']);

/** Parts of a module that other parts of the same module may import. */
const WITHIN: Record<ModulePart, readonly ModulePart[]> = {
  domain: ['domain'],
  forms: ['forms', 'domain'],
  data: ['data', 'domain', 'forms'],
  commands: ['commands', 'data', 'domain', 'forms', 'queries', 'other'],
  queries: ['queries', 'data', 'domain', 'forms', 'other'],
  ui: ['ui', 'domain', 'forms', 'other'],
  other: ['domain', 'data', 'forms', 'queries', 'commands', 'other'],
};

/** Parts of a module to the left that a part may import. */
const FROM_THE_LEFT: Record<ModulePart, readonly ModulePart[]> = {
  domain: ['domain'],
  forms: ['domain', 'forms'],
  data: ['domain'],
  commands: ['domain', 'forms', 'commands', 'queries', 'other'],
  queries: ['domain', 'forms', 'queries', 'other'],
  ui: ['domain', 'forms', 'ui', 'other'],
  other: ['domain', 'forms', 'commands', 'queries', 'other'],
};

/** What else a place may import besides packages: kinds of places outside the modules. */
const OUTSIDE: Record<string, readonly Place['kind'][]> = {
  kernel: ['kernel'],
  domain: ['kernel'],
  forms: ['kernel'],
  data: ['kernel', 'platform', 'db'],
  commands: ['kernel', 'platform', 'db'],
  queries: ['kernel', 'platform', 'db'],
  other: ['kernel', 'platform', 'db', 'app'],
  ui: ['kernel', 'platform', 'shared-ui', 'app', 'http'],
  platform: ['kernel', 'platform', 'db', 'app'],
  'shared-ui': ['kernel', 'platform', 'shared-ui', 'app', 'http'],
  http: ['kernel', 'platform', 'shared-ui', 'app', 'http', 'db'],
  routes: ['kernel', 'platform', 'shared-ui', 'app', 'http', 'db', 'routes'],
  app: ['kernel', 'platform', 'shared-ui', 'app', 'http'],
  db: ['kernel', 'platform', 'db'],
};

/** Parts of modules that places outside them may import. */
const MODULE_PARTS_FOR: Record<string, readonly ModulePart[]> = {
  kernel: [],
  platform: [],
  'shared-ui': ['domain'],
  http: ['domain', 'forms', 'queries', 'commands', 'other'],
  routes: ['domain', 'forms', 'queries', 'commands', 'ui', 'other'],
  app: ['domain', 'queries'],
  db: ['domain'],
  seed: ['domain', 'commands', 'queries', 'data', 'other'],
};

/** Rule 2 and "Direction": every import goes the way that the layout allows. Unit tests may read what they test. */
export function directionViolations(tree: SourceTree): Violation[] {
  return [...tree.values()]
    .filter(({ path }) => !isTest(path) && placeOf(path).kind !== 'scripts')
    .flatMap((file) => file.imports.flatMap((edge) => judge(file, edge)));
}

function judge(file: SourceFile, edge: ImportEdge): Violation[] {
  if (edge.target === null) return isOwnPath(edge.specifier) ? [unresolved(file, edge)] : [];
  const from = placeOf(file.path);
  const to = placeOf(edge.target);
  const reason = refusal(from, to, edge);
  return reason ? [`${file.path}:${edge.line} imports ${edge.target}: ${reason}`] : [];
}

const isOwnPath = (specifier: string) =>
  /^(\.|~\/|~db\/)/.test(specifier) && !/\.(css|json|svg|png|js)(\?|$)/.test(specifier);
const unresolved = (file: SourceFile, { specifier, line }: ImportEdge) =>
  `${file.path}:${line} imports ${specifier}: no such file`;

const layerOf = (place: Place): string => (place.kind === 'module' ? place.part : place.kind);

function refusal(from: Place, to: Place, edge: ImportEdge): string | null {
  if (to.kind === 'tests') return 'the product does not import tests';
  if (to.kind === 'scripts') return 'scripts are entry points';
  if (to.kind === 'db') return databaseRefusal(from, to.part, edge);
  if (to.kind === 'module') return moduleRefusal(from, to, edge);
  if (!(OUTSIDE[layerOf(from)] ?? []).includes(to.kind)) return `${layerOf(from)} does not import ${to.kind}`;
  return null;
}

function databaseRefusal(from: Place, part: string, edge: ImportEdge): string | null {
  const layer = layerOf(from);
  if (part === 'tenancy') {
    if (!TENANCY_USERS.has(layer)) return `${layer} opens no transactions`;
    if (layer !== 'routes') return null;
    const others = edge.values.filter((name) => !TENANCY_NAMES_OF_ROUTES.has(name));
    return others.length > 0 ? `a route opens the scope of its access, not ${others.join(', ')}` : null;
  }
  if (part === 'client')
    return CLIENT_USERS.has(layer) ? null : 'only data, platform and db hold connections';
  return SCHEMA_READERS.has(layer) ? null : `${layer} does not import the schema`;
}

function moduleRefusal(from: Place, to: Extract<Place, { kind: 'module' }>, edge: ImportEdge): string | null {
  const order = (name: string) => MODULES.indexOf(name as (typeof MODULES)[number]);
  if (order(to.module) < 0) return `${to.module} is not a module of the layout`;
  if (from.kind !== 'module') {
    const layer = from.kind === 'db' && from.part === 'seed' ? 'seed' : from.kind;
    if ((MODULE_PARTS_FOR[layer] ?? []).includes(to.part)) return null;
    return `${layer} does not import a module's ${to.part}`;
  }
  if (from.module === to.module) {
    if (WITHIN[from.part].includes(to.part)) return null;
    if (namesViewModel(from.part, to.part, edge)) return null;
    return `${from.part} does not import ${to.part}`;
  }
  if (to.part === 'data') return `${to.module}'s data is its own`;
  if (order(to.module) > order(from.module)) return `${to.module} stands to the right of ${from.module}`;
  if (FROM_THE_LEFT[from.part].includes(to.part) || namesViewModel(from.part, to.part, edge)) return null;
  return `${from.part} does not import another module's ${to.part}`;
}

/** A page's parts name the type of what a query returns. */
const namesViewModel = (from: ModulePart, to: ModulePart, edge: ImportEdge): boolean =>
  from === 'ui' && to === 'queries' && edge.typeOnly;
