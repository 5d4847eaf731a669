import { type ActionFunctionArgs, redirect } from '@remix-run/node';
import { isSecure } from '~/http/require-access.server';
import { signOut } from '~/modules/identity/commands/sign-out.server';
import { paths } from '~/paths';

/** Ends the session of this browser. Open to everyone: without a session there is nothing to end. */
export async function action({ request }: ActionFunctionArgs) {
  const cookie = await signOut(request.headers.get('Cookie'), isSecure(request));
  return redirect(`${paths.signIn()}?done=out`, { headers: { 'Set-Cookie': cookie } });
}

/** A link signs nobody out; this address only takes the form's submission. */
export function loader() {
  return redirect(paths.home());
}
