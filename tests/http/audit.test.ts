import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '~/platform/new-id.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import { markupOf } from '../support/markup';
import { request } from '../support/request';

let database: TestDatabase;
let factory: TestFactory;
let other: TestFactory;
let owner: TestUser;
let auditor: TestUser;

interface Entry {
  label: string;
  at?: string;
  action?: string;
  actor?: string;
  entity?: string;
  before?: Record<string, string | number> | null;
  after?: Record<string, string | number> | null;
}

function entryRow({
  label,
  at = '2026-03-10T04:00:00Z',
  action = 'member.joined',
  actor = 'Wei Zhang',
  entity = 'membership',
  before = null,
  after = null,
}: Entry) {
  const { sql } = database;
  return {
    id: newId(),
    occurred_at: at,
    actor_name: actor,
    actor_email: `${actor.toLowerCase().replace(' ', '.')}@example.com`,
    actor_scope: 'factory',
    action,
    entity_type: entity,
    entity_id: newId(),
    entity_label: label,
    before: before && sql.json(before),
    after: after && sql.json(after),
  };
}

async function write(of: TestFactory | null, ...entries: Entry[]): Promise<void> {
  const { sql } = database;
  for (const entry of entries) {
    if (of) await sql`insert into audit_event ${sql({ factory_id: of.id, ...entryRow(entry) })}`;
    else await sql`insert into platform_audit_event ${sql(entryRow(entry))}`;
  }
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { sql } = database;
  factory = await createFactory(sql, { nameEn: 'Ningbo Homeware', nameZh: '宁波家居' });
  other = await createFactory(sql, { nameEn: 'Hanoi Outdoor', nameZh: '河内户外' });
  owner = await createUser(sql, { in: [[factory, 'owner']] });
  auditor = await createPlatformUser(sql, 'auditor');
  await write(
    factory,
    { label: 'entry-joined', after: { role: 'viewer', email: 'a@example.com' } },
    {
      label: 'entry-role',
      action: 'member.role_changed',
      before: { role: 'viewer' },
      after: { role: 'owner' },
    },
    { label: 'entry-sent', action: 'invitation.sent', entity: 'invitation', actor: 'Ana 100% Silva' },
    // Still 10 March in UTC, already the 11th in Shanghai.
    { label: 'entry-late', at: '2026-03-10T17:00:00Z' },
  );
  await write(other, { label: 'entry-other' });
  await write(null, { label: 'entry-platform', action: 'account.created', entity: 'user_account' });
});
afterAll(() => database.close());

async function labels(path: string, as: TestUser): Promise<string[]> {
  const response = await request(path, { as });
  expect(response.status).toBe(200);
  const page = await markupOf(response);
  const cells = page.slice(page.indexOf('<tbody'), page.indexOf('</tbody'));
  // An entry's label stands in its cell and, for phones, once more.
  return [...new Set([...cells.matchAll(/entry-[\w-]+/g)].map(([label]) => label))];
}

const audit = (query = '') => `/factories/${factory.slug}/audit${query}`;

describe("a factory's audit log", () => {
  test('shows its own entries, newest first, with before and after in words', async () => {
    expect(await labels(audit(), owner)).toEqual(['entry-late', 'entry-sent', 'entry-role', 'entry-joined']);
    const page = await markupOf(await request(audit(), { as: owner }));
    expect(page).toMatch(/<del>Viewer<\/del>.{0,20}→.{0,20}<ins>Owner<\/ins>/);
    expect(page).toContain('Role changed');
  });

  test.each([
    ['?actor=zhang', ['entry-late', 'entry-role', 'entry-joined']],
    ['?actor=100%25', ['entry-sent']],
    ['?actor=%25', ['entry-sent']],
    ['?action=member.', ['entry-late', 'entry-role', 'entry-joined']],
    ['?action=member.role_changed', ['entry-role']],
    ['?action=member.joined&entity=membership', ['entry-late', 'entry-joined']],
    ['?entity=invitation', ['entry-sent']],
    ['?from=2026-03-11', ['entry-late']],
    ['?to=2026-03-10', ['entry-sent', 'entry-role', 'entry-joined']],
    ['?from=2026-03-12', []],
    [
      '?action=nonsense&entity=nonsense&from=2026-13-40&after=nonsense',
      ['entry-late', 'entry-sent', 'entry-role', 'entry-joined'],
    ],
  ])('filters by %s', async (query, expected) => {
    expect(await labels(audit(query), owner)).toEqual(expected);
  });

  test('reads every entry once, page by page, also those of the same instant', async () => {
    const busy = await createFactory(database.sql);
    const reader = await createUser(database.sql, { in: [[busy, 'owner']] });
    const all = Array.from({ length: 120 }, (_, n) => `entry-${n}`);
    for (const [n, label] of all.entries())
      await write(busy, { label, at: `2026-02-10T04:00:0${n % 3}.12345${n % 2}Z` });
    const seen: string[] = [];
    let path: string | undefined = `/factories/${busy.slug}/audit?actor=zhang`;
    let pages = 0;
    while (path && pages++ < 10) {
      seen.push(...(await labels(path, reader)));
      const page = await markupOf(await request(path, { as: reader }));
      path = /<a [^>]*rel="next"[^>]*>/
        .exec(page)?.[0]
        .match(/href="([^"]*)"/)?.[1]
        ?.replaceAll('&amp;', '&');
      if (path?.startsWith('?')) path = `/factories/${busy.slug}/audit${path}`;
    }
    expect(pages).toBe(3);
    expect(seen.sort()).toEqual(all.sort());
  });

  test('is exported as its filters show it, without formulas', async () => {
    await write(other, { label: '=1+1', actor: 'Eve Formula' });
    const reader = await createUser(database.sql, { in: [[other, 'owner']] });
    const response = await request(`/factories/${other.slug}/audit-export?format=csv&actor=formula`, {
      as: reader,
    });
    expect(response.headers.get('Content-Type')).toContain('text/csv');
    const csv = await response.text();
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    expect(csv).toContain(`,'=1+1,`);
    const xlsx = await request(`/factories/${other.slug}/audit-export?format=xlsx`, { as: reader });
    expect(new Uint8Array(await xlsx.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]));
  });
});

describe("the platform's audit log", () => {
  const platform = (query = '') => `/platform/audit?entity=&from=2026-03-10&to=2026-03-10${query}`;

  test('holds what belongs to no factory and the logs of all, with their names', async () => {
    const seen = await labels(platform(), auditor);
    expect(seen).toEqual(expect.arrayContaining(['entry-platform', 'entry-other', 'entry-role']));
    expect(await markupOf(await request(platform(), { as: auditor }))).toContain('Hanoi Outdoor');
  });

  test('narrows to the platform or to one factory', async () => {
    expect(await labels(platform('&place=platform'), auditor)).toEqual(['entry-platform']);
    expect(await labels(platform(`&place=${other.slug}`), auditor)).toEqual(['entry-other']);
  });

  test('is exported too', async () => {
    const response = await request('/platform/audit-export?place=platform&from=2026-03-10&to=2026-03-10', {
      as: auditor,
    });
    expect((await response.text()).trim().split('\r\n')).toHaveLength(2);
  });
});

test('the log cannot be rewritten, not even by the owner of the database', async () => {
  const { sql } = database;
  await expect(sql`update audit_event set actor_name = 'nobody'`).rejects.toThrow('append-only');
  await expect(sql`delete from platform_audit_event`).rejects.toThrow('append-only');
});
