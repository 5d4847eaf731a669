import type { Catalog, ForeignKey, Policy, Table } from './read-catalog';

/** The only condition under which the factory's role sees or writes a tenant's row. */
const ownRows = (column: string) =>
  `(${column} = (NULLIF(current_setting('app.factory_id'::text, true), ''::text))::uuid)`;

/** Column that holds the tenant: `factory_id`, or the id of the tenants' own table; null for other tables. */
export function tenantColumn(table: Table): string | null {
  if (table.name === 'factory') return 'id';
  return table.columns.some(({ name }) => name === 'factory_id') ? 'factory_id' : null;
}

/** Every way in which a database departs from what row security and distribution by tenant demand. */
export function catalogViolations(catalog: Catalog): string[] {
  const tenants = new Set(catalog.tables.filter((t) => tenantColumn(t) !== null).map((t) => t.name));
  return [
    ...catalog.tables.flatMap((table) => {
      const column = tenantColumn(table);
      const own = column ? tenantTable(table, column, tenants) : otherTable(table, tenants);
      return [...own, ...anyTable(table)].map((text) => `${table.name}: ${text}`);
    }),
    ...roleViolations(catalog),
    ...catalog.sequences.map((name) => `sequence ${name}: ids are made by the application`),
    ...catalog.definerFunctions.map((name) => `function ${name} runs with its owner's rights`),
    ...catalog.views
      .filter(({ securityInvoker }) => !securityInvoker)
      .map(({ name }) => `view ${name} reads with its owner's rights`),
  ];
}

function tenantTable(table: Table, column: string, tenants: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const type = table.columns.find(({ name }) => name === column);
  if (type?.type !== 'uuid' || !type.notNull) found.push(`${column} is not a mandatory uuid`);
  if (!table.rowSecurity) found.push('row-level security is off');
  if (!table.forced) found.push('row-level security is not forced');
  found.push(...policyViolations(table.policies, column));
  const begins = (columns: readonly string[]) => columns[0] === column;
  if (!begins(table.primaryKey))
    found.push(`primary key (${table.primaryKey}) does not begin with ${column}`);
  for (const { name, columns } of table.uniques) {
    if (column !== 'id' && !begins(columns)) found.push(`unique ${name} does not begin with ${column}`);
  }
  if (!table.indexes.some(({ columns }) => begins(columns))) found.push(`no index leads with ${column}`);
  for (const key of table.foreignKeys.filter(({ target }) => tenants.has(target))) {
    if (!keepsTenant(key, column)) found.push(`foreign key ${key.name} could reach another tenant's row`);
  }
  return found;
}

/** `(factory_id, …) → (factory_id, …)`, or `factory_id → factory.id`. */
function keepsTenant({ columns, target, targetColumns }: ForeignKey, column: string): boolean {
  const there = target === 'factory' ? 'id' : 'factory_id';
  return columns[0] === column && targetColumns[0] === there;
}

function policyViolations(policies: readonly Policy[], column: string): string[] {
  const found: string[] = [];
  const own = policies.filter(({ roles }) => roles.includes('portal_app'));
  if (own.length === 0) found.push('has no policy for portal_app');
  for (const { name, permissive, using, check, command } of own) {
    const texts = [using, check].filter((text) => text !== null);
    if (permissive && (texts.length === 0 || texts.some((text) => text !== ownRows(column)))) {
      found.push(`policy ${name} for portal_app is not the plain comparison of ${column}`);
    }
    if (command === 'ALL' && check === null) found.push(`policy ${name} does not check what is written`);
  }
  if (!policies.some(({ roles }) => roles.includes('portal_platform'))) {
    found.push('has no policy for portal_platform');
  }
  return found;
}

/** Platform and reference tables: what the factory's role may read whole must be for everybody. */
function otherTable(table: Table, tenants: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const rights = new Set(table.privileges.portal_app);
  for (const { name, target } of table.foreignKeys) {
    if (tenants.has(target)) found.push(`foreign key ${name} refers to the tenant table ${target}`);
  }
  const writes = ['INSERT', 'UPDATE', 'DELETE'].filter((right) => rights.has(right));
  if (rights.has('SELECT')) {
    if (writes.length > 0) found.push(`portal_app may ${writes} a table that every factory reads`);
    for (const { name } of table.columns.filter((c) => /factory|user|email|person/.test(c.name))) {
      found.push(`every factory may read the column ${name}`);
    }
  } else if (rights.has('UPDATE') || rights.has('DELETE')) {
    found.push('portal_app may change rows that it cannot see');
  }
  return found;
}

function anyTable(table: Table): string[] {
  const found: string[] = [];
  for (const role of ['portal_app', 'portal_platform'] as const) {
    // Row security holds for none of these three.
    const beyond = table.privileges[role].filter((right) =>
      ['TRUNCATE', 'REFERENCES', 'TRIGGER'].includes(right),
    );
    if (beyond.length > 0) found.push(`${role} holds ${beyond}`);
  }
  if (['portal_app', 'portal_platform'].includes(table.owner)) found.push(`is owned by ${table.owner}`);
  if (table.primaryKey.length === 0) found.push('has no primary key');
  for (const { name, roles } of table.policies) {
    if (roles.some((role) => role !== 'portal_app' && role !== 'portal_platform')) {
      found.push(`policy ${name} is for ${roles}`);
    }
  }
  for (const { name, isIdentity, fallback } of table.columns) {
    if (isIdentity || /nextval|gen_random_uuid|uuidv7|uuid_generate/.test(fallback ?? '')) {
      found.push(`the database makes ${name} itself`);
    }
  }
  for (const { name, source } of table.triggers) {
    const code = source.replaceAll(/'(?:[^']|'')*'/g, "''").replaceAll(/--[^\n]*/g, '');
    if (/\b(select|insert|update|delete|merge|perform|execute|truncate|copy)\b/i.test(code)) {
      found.push(`trigger ${name} may touch other rows`);
    }
  }
  return found;
}

function roleViolations({ roles }: Catalog): string[] {
  const found = roles.flatMap((role) => {
    const reasons: string[] = [];
    if (role.superuser) reasons.push('is a superuser');
    if (role.bypassRls) reasons.push('bypasses row-level security');
    if (role.mayCreate) reasons.push('may create databases or roles');
    if (role.replication) reasons.push('may replicate');
    if (role.memberOf.length > 0) reasons.push(`can become ${role.memberOf}`);
    if (role.owns.length > 0) reasons.push(`owns ${role.owns}`);
    if (role.createsIn.length > 0) reasons.push(`may create in ${role.createsIn}`);
    return reasons.map((reason) => `role ${role.name} ${reason}`);
  });
  for (const name of ['portal_app', 'portal_platform']) {
    if (!roles.some((role) => role.name === name)) found.push(`role ${name} is missing`);
  }
  return found;
}
