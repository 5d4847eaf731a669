import { createContext, useContext } from 'react';

/** JSON of the catalogues that the page being rendered uses; set on the server only. */
const EmbeddedContext = createContext<string | undefined>(undefined);

export const EmbeddedCataloguesProvider = EmbeddedContext.Provider;

/**
 * The catalogues of the page, inside the document, so that the first render in the browser waits for nothing.
 * After hydration React leaves the element as the server wrote it.
 */
export function EmbeddedCatalogueScript({ nonce }: { nonce: string | undefined }) {
  const json = useContext(EmbeddedContext);
  return (
    <script
      id="catalogues"
      type="application/json"
      nonce={nonce}
      suppressHydrationWarning
      // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON of our own catalogues, with < escaped
      dangerouslySetInnerHTML={{ __html: json ?? '' }}
    />
  );
}
