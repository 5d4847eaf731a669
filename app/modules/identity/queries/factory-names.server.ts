import type { PlatformTx } from '~db/tenancy.server';
import { listFactoryNames } from '../data/invitations.server';

/** Every factory's slug and names, for filters of the platform's lists. */
export async function factoryNames(
  tx: PlatformTx,
): Promise<{ slug: string; nameEn: string; nameZh: string }[]> {
  const factories = await listFactoryNames(tx);
  return factories.map(({ slug, nameEn, nameZh }) => ({ slug, nameEn, nameZh }));
}
