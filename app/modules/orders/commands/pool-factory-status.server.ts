import { type Problem, problem } from '~/kernel/problem';
import { err, ok, type Result } from '~/kernel/result';
import { recordAudit } from '~/modules/identity/commands/record-audit.server';
import type { Access } from '~/modules/identity/domain/access';
import { inPlatform } from '~db/tenancy.server';
import { selectPoolFactory, updateFactoryStatus } from '../data/pool.server';
import type { PoolStatus } from '../domain/eligibility';

/**
 * Moves a factory to another place in the pool. A suspended factory gets no new orders and no part of the order forecast;
 * its open orders stay. The reason stands in the factory's own log.
 * @returns `factory_unknown`, or `factory_status_same` at the status
 */
export async function changeFactoryStatus(
  access: Access<'platform.factories:manage'>,
  input: { slug: string; status: PoolStatus; reason: string },
): Promise<Result<{ status: PoolStatus }, Problem>> {
  return inPlatform(access, async (tx) => {
    const factory = await selectPoolFactory(tx, input.slug, true);
    if (!factory) return err(problem('factory_unknown'));
    if (factory.status === input.status) return err(problem('factory_status_same', undefined, 'status'));
    await updateFactoryStatus(tx, factory.id, input.status);
    await recordAudit(tx, {
      by: access,
      action: 'factory.status_changed',
      entity: { type: 'factory', id: factory.id, label: factory.slug },
      before: { status: factory.status },
      after: { status: input.status, reason: input.reason },
      factoryId: factory.id,
    });
    return ok({ status: input.status });
  });
}
