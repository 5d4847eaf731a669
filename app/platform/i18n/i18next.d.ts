import 'i18next';
import type { catalogues } from './catalogues.server';

/** Types `t()` from the English catalogues: a key that does not exist does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    fallbackNS: 'common';
    returnNull: false;
    resources: (typeof catalogues)['en'];
  }
}
