import { type LoaderFunctionArgs, redirect } from '@remix-run/node';
import { currentIdentity } from '~/http/require-access.server';
import { homePath } from '~/modules/identity/queries/list-memberships';
import { paths } from '~/paths';

/** The way from `/`: to the person's own start page, or to the sign-in page. */
export async function loader(args: LoaderFunctionArgs) {
  const identity = await currentIdentity(args);
  return redirect(identity ? homePath(identity) : paths.signIn());
}
