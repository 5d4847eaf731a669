export interface SecurityHeaderOptions {
  nonce: string;
  https: boolean;
  /** Vite injects its own styles and opens a socket; only `npm run dev` allows that. */
  development: boolean;
}

/**
 * Headers of every response. Scripts come from the portal itself, inline ones only with this response's nonce.
 * Style elements need the nonce too; style attributes are allowed, because the component library sets sizes and
 * colours with them, and an attribute cannot load or run anything.
 */
export function securityHeaders({
  nonce,
  https,
  development,
}: SecurityHeaderOptions): Record<string, string> {
  const styles = development ? `'self' 'unsafe-inline'` : `'self' 'nonce-${nonce}'`;
  const policy = [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src ${styles}`,
    `style-src-elem ${styles}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'${development ? ' ws: wss:' : ''}`,
    `manifest-src 'self'`,
    `worker-src 'self'`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
    ...(https ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
  return {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    // Links with a token in them (invitation, reset) are never told to another site.
    'Referrer-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ...(https ? { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' } : {}),
  };
}
