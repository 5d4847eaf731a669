import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { changePlatformMember } from '~/modules/identity/commands/change-platform-member.server';
import { platformMemberForm } from '~/modules/identity/forms';
import { platformMembersPage } from '~/modules/identity/queries/members-page.server';
import { MemberEditor } from '~/modules/identity/ui/member-editor';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths, withSearch } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['identity'],
  crumb: ({ data, params }) => [
    { key: 'areas.members', to: paths.platform.members() },
    {
      text: (data as { member?: { displayName: string } } | undefined)?.member?.displayName ?? '',
      to: paths.platform.member(params.user ?? ''),
    },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.member.displayName }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.members:manage');
  const { members } = await platformMembersPage(access, Date.now());
  const member = members.find(({ id }) => id === args.params.user);
  if (!member) throw redirect(withSearch(paths.platform.members(), { done: 'gone' }));
  return { member };
}

/** Gives a person of the platform another role, or takes them off the platform. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.members:manage');
  const form = await parseForm(args.request, platformMemberForm);
  if (!form.ok) return form.reply;
  const userId = args.params.user ?? '';
  const role = form.value.intent === 'role' ? form.value.role : null;
  const changed = await changePlatformMember(access, { userId, role });
  if (!changed.ok) return form.refuse(changed.error);
  // Whoever removed themselves, or gave up the right to see the list, has no way back to it.
  if (userId === access.user.id) throw redirect(paths.home());
  const who = changed.value.displayName;
  throw redirect(
    withSearch(paths.platform.members(), role ? { done: 'role', who, role } : { done: 'removed', who }),
  );
}

export default function PlatformMemberPage() {
  const { member } = useLoaderData<typeof loader>();
  return <MemberEditor scope="platform" member={member} place={usePlaceName()(null)} />;
}
