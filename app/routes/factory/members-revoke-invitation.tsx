import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { revokeInvitation } from '~/modules/identity/commands/revoke-invitation.server';
import { revokeInvitationForm } from '~/modules/identity/forms';
import { paths, withSearch } from '~/paths';

/** Makes the link of an open invitation useless. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'members:manage');
  const form = await parseForm(args.request, revokeInvitationForm);
  if (!form.ok) throw redirect(withSearch(paths.factory.members(access.scope.slug), { done: 'closed' }));
  const revoked = await revokeInvitation(access, form.value.invitationId, Date.now());
  const outcome = revoked.ok ? { done: 'revoked', who: revoked.value.email } : { done: 'closed' };
  throw redirect(withSearch(paths.factory.members(access.scope.slug), outcome));
}

/** This address only takes submissions. */
export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'members:view');
  return redirect(paths.factory.members(access.scope.slug));
}
