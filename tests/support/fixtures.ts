import { randomBytes } from 'node:crypto';
import type postgres from 'postgres';
import { startSession } from '~/modules/identity/data/lucia.server';
import type { FactoryRole, PlatformRole } from '~/modules/identity/domain/permissions';
import { newId } from '~/platform/new-id.server';

export interface TestFactory {
  id: string;
  slug: string;
}

/** A person with a session; `cookie` goes into the Cookie header of a request. */
export interface TestUser {
  id: string;
  email: string;
  displayName: string;
  cookie: string;
}

const unique = () => randomBytes(5).toString('hex');

/** A new tenant. */
export async function createFactory(
  sql: postgres.Sql,
  given: { slug?: string; nameEn?: string; nameZh?: string; timeZone?: string; currency?: string } = {},
): Promise<TestFactory> {
  const id = newId();
  const slug = given.slug ?? `factory-${unique()}`;
  await sql`insert into factory ${sql({
    id,
    slug,
    name_en: given.nameEn ?? `Factory ${slug}`,
    name_zh: given.nameZh ?? `工厂 ${slug}`,
    country_code: 'CN',
    city: 'Ningbo',
    time_zone: given.timeZone ?? 'Asia/Shanghai',
    calendar_code: 'CN',
    currency: given.currency ?? 'USD',
  })}`;
  return { id, slug };
}

export interface UserOptions {
  /** Memberships: factory and role. */
  in?: readonly (readonly [TestFactory, FactoryRole])[];
  locale?: 'en' | 'zh';
  email?: string;
  displayName?: string;
  /** Hash from the identity module's hashPassword; without it the person cannot sign in by password. */
  passwordHash?: string;
}

/** A person with the given memberships, signed in. */
export async function createUser(sql: postgres.Sql, options: UserOptions = {}): Promise<TestUser> {
  const id = newId();
  const email = options.email ?? `person-${unique()}@example.com`;
  const displayName = options.displayName ?? `Person ${unique()}`;
  await sql`insert into user_account ${sql({
    id,
    email,
    display_name: displayName,
    password_hash: options.passwordHash ?? null,
    locale: options.locale ?? 'en',
  })}`;
  for (const [factory, role] of options.in ?? []) {
    await sql`insert into membership ${sql({
      factory_id: factory.id,
      id: newId(),
      user_id: id,
      role,
      display_name: displayName,
      email,
    })}`;
  }
  return { id, email, displayName, cookie: await sessionCookie(id) };
}

/** A person of the platform, signed in. */
export async function createPlatformUser(
  sql: postgres.Sql,
  role: PlatformRole,
  options: UserOptions = {},
): Promise<TestUser> {
  const user = await createUser(sql, options);
  await sql`insert into platform_membership ${sql({ user_id: user.id, role })}`;
  return user;
}

async function sessionCookie(userId: string): Promise<string> {
  const setCookie = await startSession(
    userId,
    { ip: '127.0.0.1', userAgent: 'test', requestId: null },
    false,
  );
  return setCookie.split(';', 1)[0] ?? '';
}
