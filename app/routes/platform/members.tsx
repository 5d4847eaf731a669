import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { inviteByPlatform } from '~/modules/identity/commands/invite-by-platform.server';
import { inviteByPlatformForm } from '~/modules/identity/forms';
import { platformMembersPage } from '~/modules/identity/queries/members-page.server';
import { PlatformInviteForm } from '~/modules/identity/ui/invite-form';
import { MembersNotice } from '~/modules/identity/ui/members-notice';
import { InvitationList, InviteLink, MembersTable } from '~/modules/identity/ui/members-table';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths, withSearch } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['identity'],
  crumb: () => ({ key: 'shell:areas.members', to: paths.platform.members() }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.members:view');
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('members.title')),
    timeZone: access.user.timeZone,
    ...(await platformMembersPage(access, Date.now())),
  };
}

/** Sends an invitation, to the platform or into a factory. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.members:manage');
  const form = await parseForm(args.request, inviteByPlatformForm);
  if (!form.ok) return form.reply;
  const sent = await inviteByPlatform(access, form.value, Date.now());
  if (!sent.ok) return form.refuse(sent.error);
  throw redirect(withSearch(paths.platform.members(), { done: 'sent', who: sent.value.email }));
}

export default function PlatformMembersPage() {
  const { members, invitations, factories, mayManage, timeZone } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('identity');
  const place = usePlaceName()(null);
  const gap = i18n.language === 'zh' ? '' : ' ';
  const open = invitations.length > 0 ? gap + t('members.answerOpen', { count: invitations.length }) : '';
  return (
    <>
      <PageHeader
        title={t('members.title')}
        answer={t('members.answer', { count: members.length, place }) + open}
        action={mayManage ? <InviteLink /> : undefined}
      />
      <MembersNotice scope="platform" />
      <MembersTable
        scope="platform"
        members={members}
        timeZone={timeZone}
        memberHref={mayManage ? paths.platform.member : undefined}
      />
      <Section title={t('members.open')}>
        <InvitationList
          scope="platform"
          invitations={invitations}
          timeZone={timeZone}
          revokePath={mayManage ? paths.platform.revokeInvitation() : undefined}
        />
      </Section>
      {mayManage ? (
        <div id="invite">
          <PlatformInviteForm factories={factories} />
        </div>
      ) : null}
    </>
  );
}
