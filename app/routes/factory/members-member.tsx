import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { changeMemberRole } from '~/modules/identity/commands/change-member-role.server';
import { removeMember } from '~/modules/identity/commands/remove-member.server';
import { memberForm } from '~/modules/identity/forms';
import { membersPage } from '~/modules/identity/queries/members-page.server';
import { MemberEditor } from '~/modules/identity/ui/member-editor';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths, withSearch } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['identity'],
  crumb: ({ data, params }) => [
    { key: 'areas.members', to: paths.factory.members(params.factory ?? '') },
    {
      text: (data as { member?: { displayName: string } } | undefined)?.member?.displayName ?? '',
      to: paths.factory.member(params.factory ?? '', params.member ?? ''),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.member.displayName }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'members:manage');
  const { members } = await membersPage(access, Date.now());
  const member = members.find(({ id }) => id === args.params.member);
  if (!member) throw redirect(withSearch(paths.factory.members(access.scope.slug), { done: 'gone' }));
  const { nameEn, nameZh } = access.scope;
  return { member, factory: { nameEn, nameZh } };
}

/** Gives the member another role, or takes them out of the factory. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'members:manage');
  const form = await parseForm(args.request, memberForm);
  if (!form.ok) return form.reply;
  const memberId = args.params.member ?? '';
  const list = paths.factory.members(access.scope.slug);
  if (form.value.intent === 'role') {
    const { role } = form.value;
    const changed = await changeMemberRole(access, { memberId, role });
    if (!changed.ok) return form.refuse(changed.error);
    throw redirect(withSearch(list, { done: 'role', who: changed.value.displayName, role }));
  }
  const removed = await removeMember(access, memberId);
  if (!removed.ok) return form.refuse(removed.error);
  const { userId, displayName } = removed.value;
  // Whoever removed themselves has no way back to the list.
  if (userId === access.user.id) throw redirect(paths.home());
  throw redirect(withSearch(list, { done: 'removed', who: displayName }));
}

export default function MemberPage() {
  const { member, factory } = useLoaderData<typeof loader>();
  return <MemberEditor scope="factory" member={member} place={usePlaceName()(factory)} />;
}
