import enCommon from './locales/en/common.json';
import enForecast from './locales/en/forecast.json';
import enIdentity from './locales/en/identity.json';
import enOverview from './locales/en/overview.json';
import enProblems from './locales/en/problems.json';
import enShell from './locales/en/shell.json';
import zhCommon from './locales/zh/common.json';
import zhForecast from './locales/zh/forecast.json';
import zhIdentity from './locales/zh/identity.json';
import zhOverview from './locales/zh/overview.json';
import zhProblems from './locales/zh/problems.json';
import zhShell from './locales/zh/shell.json';

/**
 * Every catalogue, by language and namespace. Only the server holds both languages: the browser gets the
 * namespaces of its page inside the document, and any further one of its language as a chunk of its own.
 * A new namespace is one line per language here; keys are typed from the English side.
 */
export const catalogues = {
  en: {
    common: enCommon,
    shell: enShell,
    problems: enProblems,
    forecast: enForecast,
    identity: enIdentity,
    overview: enOverview,
  },
  zh: {
    common: zhCommon,
    shell: zhShell,
    problems: zhProblems,
    forecast: zhForecast,
    identity: zhIdentity,
    overview: zhOverview,
  },
};
