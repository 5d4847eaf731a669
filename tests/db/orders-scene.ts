import { addDays, type CalendarDate, calendarDate } from '~/kernel/calendar-date';
import type { Result } from '~/kernel/result';
import {
  type Access,
  authorize,
  type FactoryAccess,
  type Identity,
  type PlatformAccess,
} from '~/modules/identity/domain/access';
import type { FactoryRole, Permission, PlatformRole } from '~/modules/identity/domain/permissions';
import { acceptOrders } from '~/modules/orders/commands/accept-orders.server';
import { createDraftOrder } from '~/modules/orders/commands/create-draft-order.server';
import { issueOrder } from '~/modules/orders/commands/issue-order.server';
import { recordInspection } from '~/modules/orders/commands/record-inspection.server';
import { startProduction } from '~/modules/orders/commands/start-production.server';
import type { OrderDetail } from '~/modules/orders/domain/order-views';
import type { DraftOrderInput } from '~/modules/orders/forms';
import { orderDetail } from '~/modules/orders/queries/order-detail.server';
import { inPlatform, inTenant, type PlatformTx, type TenantTx } from '~db/tenancy.server';
import { createTestDatabase, type TestDatabase } from '../support/database';
import {
  createFactory,
  createPlatformUser,
  createUser,
  type TestFactory,
  type TestUser,
} from '../support/fixtures';
import {
  addForecastSku,
  addForecastSource,
  addReferenceData,
  type ForecastSku,
} from '../support/forecast-data';

export const TODAY: CalendarDate = calendarDate('2026-03-02');
export const NOW = Date.parse('2026-03-02T08:00:00Z');
/** So many days from today. */
export const inDays = (days: number): CalendarDate => addDays(TODAY, days);

/** What a result carries; a refusal fails the test with its code. */
export function resultOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

/** What a result was refused with. */
export function codeOf(result: Result<unknown>): string {
  return result.ok ? 'taken' : result.error.code;
}

/** Two factories that make the same SKUs, their people, the platform's, and short ways to act as one of them. */
export class OrdersScene {
  private constructor(
    readonly database: TestDatabase,
    readonly factory: TestFactory,
    readonly other: TestFactory,
    readonly skus: ForecastSku[],
    readonly people: Record<FactoryRole, TestUser>,
    readonly staff: Record<'buyer' | 'quality' | 'auditor', TestUser>,
  ) {}

  static async make(): Promise<OrdersScene> {
    const database = await createTestDatabase();
    const { sql } = database;
    await addReferenceData(sql, ['home', 'home.kitchen']);
    await sql`insert into warehouse values ('R2', 'Utah', '犹他', 'regional', 'US', 'Salt Lake City', 'America/Denver', null)`;
    const factory = await createFactory(sql, { slug: 'ningbo-haitian' });
    const other = await createFactory(sql, { slug: 'other-works', currency: 'CNY' });
    const skus: ForecastSku[] = [];
    for (const [index, code] of ['KETTLE', 'LAMP', 'CHAIR'].entries()) {
      const category = index === 0 ? 'home.kitchen' : 'home';
      const sku = await addForecastSku(sql, { code, category, nameZh: `壶${index}` }, TODAY, 0);
      await addForecastSource(sql, sku, factory, { unitCostMinor: 4000 });
      await addForecastSource(sql, sku, other, { unitCostMinor: 30_000, currency: 'CNY' });
      skus.push(sku);
    }
    const roles = ['owner', 'planner', 'quality', 'shipping', 'finance', 'viewer'] as const;
    const people = {} as Record<FactoryRole, TestUser>;
    for (const role of roles)
      people[role] = await createUser(sql, { in: [[factory, role]], displayName: role });
    const staff = {
      buyer: await createPlatformUser(sql, 'buyer', { displayName: 'Buyer' }),
      quality: await createPlatformUser(sql, 'quality', { displayName: 'Inspector' }),
      auditor: await createPlatformUser(sql, 'auditor', { displayName: 'Auditor' }),
    };
    return new OrdersScene(database, factory, other, skus, people, staff);
  }

  /** Proof of a permission for somebody with a role in a factory. */
  factoryAccess<P extends Permission>(
    permission: P,
    role: FactoryRole = 'owner',
    of = this.factory,
  ): Access<P> {
    const member = {
      factoryId: of.id,
      slug: of.slug,
      nameEn: of.slug,
      nameZh: of.slug,
      timeZone: 'Asia/Shanghai',
    };
    return this.proof(permission, this.people[role], { memberships: [{ ...member, role }] }, of.slug);
  }

  platformAccess<P extends Permission>(
    permission: P,
    role: PlatformRole & ('buyer' | 'quality' | 'auditor') = 'buyer',
  ): Access<P> {
    return this.proof(permission, this.staff[role], { platformRole: role });
  }

  private proof<P extends Permission>(
    permission: P,
    user: TestUser,
    given: Partial<Identity>,
    slug?: string,
  ): Access<P> {
    const identity: Identity = {
      user: {
        id: user.id,
        email: user.email,
        displayName: user.displayName,
        locale: 'en',
        theme: 'auto',
        timeZone: 'UTC',
      },
      sessionKey: 'test',
      memberships: [],
      platformRole: null,
      origin: { ip: null, userAgent: null, requestId: null },
      ...given,
    };
    const answer = authorize(identity, permission, slug);
    if (!answer.ok) throw new Error(`${permission}: ${answer.reason}`);
    return answer.access;
  }

  /** Runs work in the factory's scope, as one of its people. */
  asFactory<P extends Permission, T>(
    permission: P,
    work: (tx: TenantTx, access: Access<P>) => Promise<T>,
    role: FactoryRole = 'owner',
    of = this.factory,
  ): Promise<T> {
    const access = this.factoryAccess(permission, role, of);
    return inTenant(access as unknown as FactoryAccess, (tx) => work(tx, access));
  }

  asPlatform<P extends Permission, T>(
    permission: P,
    work: (tx: PlatformTx, access: Access<P>) => Promise<T>,
    role: 'buyer' | 'quality' | 'auditor' = 'buyer',
  ): Promise<T> {
    const access = this.platformAccess(permission, role);
    return inPlatform(access as unknown as PlatformAccess, (tx) => work(tx, access));
  }

  /** A draft of one line per SKU code and its dated parts, to ship in thirty days unless told otherwise. */
  draft(given: Partial<DraftOrderInput> = {}, now = NOW) {
    const input: DraftOrderInput = {
      factoryId: this.factory.id,
      kind: 'first_order',
      lines: [this.line(0, [500])],
      ...given,
    };
    return this.asPlatform('platform.orders:place', (tx, access) => createDraftOrder(tx, access, input, now));
  }

  line(sku: number, quantities: readonly number[], days = 30): DraftOrderInput['lines'][number] {
    return {
      skuId: this.skus[sku]!.id,
      schedules: quantities.map((quantity, index) => ({
        warehouseCode: index % 2 === 0 ? 'R1' : 'R2',
        quantity,
        shipFrom: inDays(days - 5),
        shipBy: inDays(days + 10 * index),
      })),
    };
  }

  async issued(given: Partial<DraftOrderInput> = {}, now = NOW): Promise<string> {
    const { orderId } = resultOf(await this.draft(given, now));
    resultOf(
      await this.asPlatform('platform.orders:place', (tx, access) =>
        issueOrder(tx, access, { orderId }, now),
      ),
    );
    return orderId;
  }

  async acknowledged(given: Partial<DraftOrderInput> = {}): Promise<string> {
    const orderId = await this.issued(given);
    const done = resultOf(
      await this.asFactory('orders:answer', (tx, access) =>
        acceptOrders(tx, access, { orderIds: [orderId] }, NOW),
      ),
    );
    if (done.accepted.length !== 1) throw new Error(JSON.stringify(done.refused));
    return orderId;
  }

  async inProduction(given: Partial<DraftOrderInput> = {}): Promise<string> {
    const orderId = await this.acknowledged(given);
    resultOf(
      await this.asFactory('orders:progress', (tx, access) => startProduction(tx, access, { orderId }, NOW)),
    );
    return orderId;
  }

  async inspected(given: Partial<DraftOrderInput> = {}): Promise<string> {
    const orderId = await this.inProduction(given);
    const { lines } = await this.detail(orderId);
    resultOf(
      await this.asFactory('orders:inspect', (tx, access) =>
        recordInspection(tx, access, { orderId, lineIds: lines.map(({ id }) => id), verdict: 'passed' }, NOW),
      ),
    );
    return orderId;
  }

  /** The order as the platform's buyer sees it. */
  async detail(orderId: string, now = NOW): Promise<OrderDetail> {
    const view = await this.asPlatform('platform.orders:view', (tx, access) =>
      orderDetail(tx, access, orderId, now),
    );
    if (!view) throw new Error(`no order ${orderId}`);
    return view;
  }
}
