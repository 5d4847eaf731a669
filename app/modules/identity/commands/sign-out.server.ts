import { endSession } from '../data/lucia.server';

/** Ends the session of this browser. @returns the `Set-Cookie` value that clears its cookie. */
export function signOut(cookieHeader: string | null, secure: boolean): Promise<string> {
  return endSession(cookieHeader, secure);
}
