import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { pageTitle } from '~/http/page-title.server';
import { parseForm } from '~/http/parse-form.server';
import { requireAccess } from '~/http/require-access.server';
import { discardVersion, publishVersion } from '~/modules/forecast/commands/decide-draft.server';
import { forecastVersion } from '~/modules/forecast/queries/forecast-version.server';
import { draftForm } from '~/modules/forecast/run-forms';
import { useLiveRuns } from '~/modules/forecast/ui/use-live-runs';
import { VersionPage } from '~/modules/forecast/ui/version-page';
import { type Access, alsoMay } from '~/modules/identity/domain/access';
import { paths } from '~/paths';
import type { PageHandle } from '~/ui/shell/breadcrumbs';
import { inPlatform } from '~db/tenancy.server';

export const handle: PageHandle = {
  i18n: ['runs', 'forecast'],
  crumb: ({ params }) => [
    { key: 'areas.forecast', to: paths.platform.forecast() },
    { key: 'forecastTabs.versions', to: paths.platform.forecastVersions() },
    { text: params.version ?? '', to: paths.platform.forecastVersion(Number(params.version)) },
  ],
};
export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.title }];

async function read(
  access: Access<'platform.forecast:view'> | Access<'platform.forecast:publish'>,
  number: string | undefined,
) {
  const isNumber = /^[1-9]\d{0,8}$/.test(number ?? '');
  const version = isNumber
    ? await inPlatform(access, (tx) => forecastVersion(tx, Number(number)), { accessMode: 'read only' })
    : null;
  if (!version) throw new Response(null, { status: 404, statusText: 'Not Found' });
  return version;
}

export async function loader(args: LoaderFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:view');
  const version = await read(access, args.params.version);
  return {
    version,
    mayPublish: alsoMay(access, 'platform.forecast:publish'),
    timeZone: access.user.timeZone,
    title: await pageTitle(args.request, access.user.locale, (t) =>
      t('runs:versionPage.title', { number: version.number }),
    ),
  };
}

/** Publishes or discards a draft. */
export async function action(args: ActionFunctionArgs) {
  const access = await requireAccess(args, 'platform.forecast:publish');
  const { id, number } = await read(access, args.params.version);
  const form = await parseForm(args.request, draftForm);
  if (!form.ok) return form.reply;
  const { intent, comment } = form.value;
  const done = await (intent === 'publish' ? publishVersion : discardVersion)(access, id, comment || null);
  return done.ok ? redirect(paths.platform.forecastVersion(number)) : form.refuse(done.error);
}

export default function ForecastVersion() {
  const { version, mayPublish, timeZone } = useLoaderData<typeof loader>();
  useLiveRuns();
  return <VersionPage version={version} mayPublish={mayPublish} timeZone={timeZone} />;
}
