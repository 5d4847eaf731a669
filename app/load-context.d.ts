import '@remix-run/node';

declare module '@remix-run/node' {
  interface AccessDenial {
    permission: string;
    /** `not_member` answers 404, `forbidden` 403. */
    reason: 'not_member' | 'forbidden';
    userId: string;
  }

  /** What the web server gives every loader, action and render. */
  interface AppLoadContext {
    /** Nonce of this response's Content-Security-Policy. */
    cspNonce: string;
    /** Names this request in the log and on error pages. */
    requestId?: string;
    /** The reader's address, as seen behind the trusted proxies. */
    clientAddress?: string;
    /** Writes an unexpected error to the log with its request. */
    reportError?: (error: unknown) => void;
    /** Writes to the log that a guard turned away somebody who is signed in. */
    reportDenial?: (denial: AccessDenial) => void;
  }
}
