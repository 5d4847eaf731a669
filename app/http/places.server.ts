import type { Identity } from '~/modules/identity/domain/access';
import { listMemberships } from '~/modules/identity/queries/list-memberships';
import { paths } from '~/paths';
import type { ShellPlace } from '~/ui/shell/areas';

/** What the switcher offers: the platform first, then the person's factories, named in the reader's language. */
export function placesOf(identity: Identity, locale: string, current: string | 'platform'): ShellPlace[] {
  const { factories, platformRole } = listMemberships(identity);
  const own = factories.map(
    (factory): ShellPlace => ({
      kind: 'factory',
      to: paths.factory.home(factory.slug),
      name: locale === 'zh' ? factory.nameZh : factory.nameEn,
      current: factory.slug === current,
    }),
  );
  if (!platformRole) return own;
  return [{ kind: 'platform', to: paths.platform.home(), name: '', current: current === 'platform' }, ...own];
}
