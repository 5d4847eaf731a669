import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { inviteMember } from '~/modules/identity/commands/invite-member.server';
import { inviteMemberForm } from '~/modules/identity/forms';
import { membersPage } from '~/modules/identity/queries/members-page.server';
import { InviteForm } from '~/modules/identity/ui/invite-form';
import { MembersNotice } from '~/modules/identity/ui/members-notice';
import { InvitationList, InviteLink, MembersTable } from '~/modules/identity/ui/members-table';
import { usePlaceName } from '~/modules/identity/ui/use-place-name';
import { paths, withSearch } from '~/paths';
import { PageHeader, Section } from '~/ui/page-header';
import type { PageHandle } from '~/ui/shell/breadcrumbs';

export const handle: PageHandle = {
  i18n: ['identity'],
  crumb: ({ params }) => ({ key: 'shell:areas.members', to: paths.factory.members(params.factory ?? '') }),
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'members:view');
  const { slug, nameEn, nameZh } = access.scope;
  return {
    title: await pageTitle(args.request, access.user.locale, (t) => t('members.title')),
    factory: { slug, nameEn, nameZh },
    timeZone: access.user.timeZone,
    ...(await membersPage(access, Date.now())),
  };
}

/** Sends an invitation. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'members:manage');
  const form = await parseForm(args.request, inviteMemberForm);
  if (!form.ok) return form.reply;
  const sent = await inviteMember(access, form.value, Date.now());
  if (!sent.ok) return form.refuse(sent.error);
  throw redirect(
    withSearch(paths.factory.members(access.scope.slug), { done: 'sent', who: sent.value.email }),
  );
}

export default function MembersPage() {
  const { factory, members, invitations, mayManage, timeZone } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation('identity');
  const place = usePlaceName()(factory);
  const gap = i18n.language === 'zh' ? '' : ' ';
  const open = invitations.length > 0 ? gap + t('members.answerOpen', { count: invitations.length }) : '';
  const memberHref = useCallback((id: string) => paths.factory.member(factory.slug, id), [factory.slug]);
  return (
    <>
      <PageHeader
        title={t('members.title')}
        answer={t('members.answer', { count: members.length, place }) + open}
        action={mayManage ? <InviteLink /> : undefined}
      />
      <MembersNotice scope="factory" />
      <MembersTable
        scope="factory"
        members={members}
        timeZone={timeZone}
        memberHref={mayManage ? memberHref : undefined}
      />
      {mayManage ? (
        <>
          <Section title={t('members.open')}>
            <InvitationList
              scope="factory"
              invitations={invitations}
              timeZone={timeZone}
              revokePath={paths.factory.revokeInvitation(factory.slug)}
            />
          </Section>
          <div id="invite">
            <InviteForm />
          </div>
        </>
      ) : null}
    </>
  );
}
