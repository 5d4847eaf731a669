import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { revokeInvitationByPlatform } from '~/modules/identity/commands/revoke-invitation.server';
import { revokeInvitationForm } from '~/modules/identity/forms';
import { paths, withSearch } from '~/paths';

/** Makes the link of an open invitation useless, be it to the platform or into a factory. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.members:manage');
  const form = await parseForm(args.request, revokeInvitationForm);
  if (!form.ok) throw redirect(withSearch(paths.platform.members(), { done: 'closed' }));
  const { invitationId, factoryId = null } = form.value;
  const revoked = await revokeInvitationByPlatform(access, { invitationId, factoryId }, Date.now());
  const outcome = revoked.ok ? { done: 'revoked', who: revoked.value.email } : { done: 'closed' };
  throw redirect(withSearch(paths.platform.members(), outcome));
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  await requireAccess(args, 'platform.members:view');
  return redirect(paths.platform.members());
}
