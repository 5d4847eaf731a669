import enAccuracy from './locales/en/accuracy.json';
import enAllocation from './locales/en/allocation.json';
import enCandidates from './locales/en/candidates.json';
import enChanges from './locales/en/changes.json';
import enCommit from './locales/en/commit.json';
import enCommon from './locales/en/common.json';
import enFeeds from './locales/en/feeds.json';
import enForecast from './locales/en/forecast.json';
import enIdentity from './locales/en/identity.json';
import enInventory from './locales/en/inventory.json';
import enKeys from './locales/en/keys.json';
import enOrderMails from './locales/en/orderMails.json';
import enOrders from './locales/en/orders.json';
import enOverview from './locales/en/overview.json';
import enProblems from './locales/en/problems.json';
import enPromotions from './locales/en/promotions.json';
import enRuns from './locales/en/runs.json';
import enSellOut from './locales/en/sellOut.json';
import enShell from './locales/en/shell.json';
import enShipping from './locales/en/shipping.json';
import enSourcing from './locales/en/sourcing.json';
import zhAccuracy from './locales/zh/accuracy.json';
import zhAllocation from './locales/zh/allocation.json';
import zhCandidates from './locales/zh/candidates.json';
import zhChanges from './locales/zh/changes.json';
import zhCommit from './locales/zh/commit.json';
import zhCommon from './locales/zh/common.json';
import zhFeeds from './locales/zh/feeds.json';
import zhForecast from './locales/zh/forecast.json';
import zhIdentity from './locales/zh/identity.json';
import zhInventory from './locales/zh/inventory.json';
import zhKeys from './locales/zh/keys.json';
import zhOrderMails from './locales/zh/orderMails.json';
import zhOrders from './locales/zh/orders.json';
import zhOverview from './locales/zh/overview.json';
import zhProblems from './locales/zh/problems.json';
import zhPromotions from './locales/zh/promotions.json';
import zhRuns from './locales/zh/runs.json';
import zhSellOut from './locales/zh/sellOut.json';
import zhShell from './locales/zh/shell.json';
import zhShipping from './locales/zh/shipping.json';
import zhSourcing from './locales/zh/sourcing.json';

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
    changes: enChanges,
    commit: enCommit,
    identity: enIdentity,
    overview: enOverview,
    orders: enOrders,
    orderMails: enOrderMails,
    shipping: enShipping,
    sourcing: enSourcing,
    candidates: enCandidates,
    inventory: enInventory,
    runs: enRuns,
    sellOut: enSellOut,
    allocation: enAllocation,
    keys: enKeys,
    feeds: enFeeds,
    accuracy: enAccuracy,
    promotions: enPromotions,
  },
  zh: {
    common: zhCommon,
    shell: zhShell,
    problems: zhProblems,
    forecast: zhForecast,
    changes: zhChanges,
    commit: zhCommit,
    identity: zhIdentity,
    overview: zhOverview,
    orders: zhOrders,
    orderMails: zhOrderMails,
    shipping: zhShipping,
    sourcing: zhSourcing,
    candidates: zhCandidates,
    inventory: zhInventory,
    runs: zhRuns,
    sellOut: zhSellOut,
    allocation: zhAllocation,
    keys: zhKeys,
    feeds: zhFeeds,
    accuracy: zhAccuracy,
    promotions: zhPromotions,
  },
};
