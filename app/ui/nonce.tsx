import { createContext, useContext } from 'react';

/** The request's CSP nonce. The browser hides the attribute but keeps the property, so it is read from there. */
const NonceContext = createContext<string | undefined>(undefined);

export const NonceProvider = NonceContext.Provider;

/** Nonce for inline scripts and styles of this document. */
export function useNonce(): string | undefined {
  return useContext(NonceContext);
}

/** The nonce of the document that is open, for styles added after it was loaded. */
export function documentNonce(): string | undefined {
  return document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce || undefined;
}
