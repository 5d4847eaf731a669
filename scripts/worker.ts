import PgBoss from 'pg-boss';
import { dateInZone } from '~/kernel/calendar-date';
import { deliverWebhook } from '~/modules/forecast/commands/deliver-webhook.server';
import { explainVersions } from '~/modules/forecast/commands/explain-versions.server';
import { measureAccuracy } from '~/modules/forecast/commands/measure-accuracy.server';
import { notifyFrozenChange } from '~/modules/forecast/commands/notify-frozen-change.server';
import { purgeWebhooks } from '~/modules/forecast/commands/purge-webhooks.server';
import { refreshSellOutOdds } from '~/modules/forecast/commands/refresh-sell-out-odds.server';
import { queueRun, workOffRuns } from '~/modules/forecast/commands/work-off-runs.server';
import { forecastDemand } from '~/modules/forecast/queries/forecast-demand.server';
import { purgeIdentity } from '~/modules/identity/commands/purge-identity.server';
import { advanceClocks } from '~/modules/inventory/commands/advance-clocks.server';
import { runAllocation } from '~/modules/inventory/commands/propose-allocation.server';
import { runStockSummary } from '~/modules/inventory/commands/summarise-stock.server';
import { notifyOrder } from '~/modules/orders/commands/notify-order.server';
import { purgeStoredFiles } from '~/modules/orders/commands/purge-stored-files.server';
import { databaseUrls, env } from '~/platform/env.server';
import { JOBS_SCHEMA, type JobPayload, QUEUES, type QueueName } from '~/platform/jobs.server';
import { childLogger, type Logger } from '~/platform/logger.server';
import { deliverMail } from '~/platform/mail.server';
import { objectStore } from '~/platform/storage/storage.server';
import { systemClock } from '~/platform/system-clock.server';
import { closePools } from '~db/client.server';
import { asSystem } from '~db/tenancy.server';
import { reportFailure } from './support/explain-error';
import { surviveLostDatabase } from './support/survive-lost-database';

const USAGE = `Usage: npm run worker

Runs background jobs (forecasts, mail) of the database in DATABASE_URL, or DATABASE_PLATFORM_URL, until it is stopped.
"npm start" runs one beside the web server; more can run on other machines. A job that is cut off is run again.
`;

/** How long a stop waits for running jobs before it gives them back to the queue. */
const STOP_LIMIT_MS = 10_000;

interface JobContext {
  jobId: string;
  /** Aborted when the worker is asked to stop: finish soon, or be run again later. */
  signal: AbortSignal;
  log: Logger;
}

type Handlers = { [Q in QueueName]: (payload: JobPayload<Q>, context: JobContext) => Promise<void> };

/** What runs each queue's jobs. The queues themselves are in app/platform/jobs.server.ts. */
const HANDLERS: Handlers = {
  'forecast.run': async ({ reason }, { jobId, signal, log }) => {
    // A request has put its run into the queue itself; the job only wakes the worker.
    if (reason === 'schedule' || reason === 'import') await queueRun(jobId, reason);
    await workOffRuns({ signal, log });
  },
  'forecast.watch': (_payload, { signal, log }) => workOffRuns({ signal, log }),
  'forecast.accuracy': async (_payload, { signal, log }) => {
    const asOf = dateInZone(systemClock.now(), 'UTC');
    log.info(await measureAccuracy({ asOf, signal }), 'accuracy measured');
  },
  'webhook.deliver': async (payload, { log }) => {
    const made = await deliverWebhook(payload, systemClock);
    if (made) log.info(made, 'webhook attempted');
  },
  'webhook.purge': async (_payload, { log }) => {
    log.info({ deliveries: await purgeWebhooks() }, 'webhook deliveries purged');
  },
  'forecast.changes': async ({ versionId, fromVersionId }, { signal, log }) => {
    const lines = await explainVersions(versionId, fromVersionId, { now: systemClock.now(), signal });
    log.info({ lines }, 'changes explained');
  },
  'inventory.allocation': async (_payload, { signal, log }) => {
    log.info(await runAllocation({ demandOf: forecastDemand, signal }), 'placement proposed');
  },
  'inventory.summary': async (_payload, { log }) => {
    const done = await runStockSummary(dateInZone(systemClock.now(), 'UTC'));
    log.info({ skus: done.skus, reclassified: done.reclassified }, 'stock summarised');
  },
  'sell-out.advance': async (_payload, { log }) => {
    const read = await advanceClocks(systemClock.now());
    if (read > 0) log.info({ clocks: read }, 'clocks advanced');
  },
  'sell-out.odds': async ({ skuIds }, { log }) => {
    const clocks = await refreshSellOutOdds(skuIds ?? null, systemClock.now());
    log.info({ clocks }, 'odds computed');
  },
  'files.purge': async (_payload, { signal, log }) => {
    log.info(await purgeStoredFiles(objectStore(), systemClock.now(), signal), 'files purged');
  },
  'identity.purge': () => purgeIdentity(systemClock.now()),
  'forecast.frozenChange': async (payload, { log }) => {
    log.info({ event: payload.event, mails: await notifyFrozenChange(payload) }, 'change mails written');
  },
  'orders.notify': async (payload, { log }) => {
    log.info({ event: payload.event, mails: await notifyOrder(payload) }, 'order mails written');
  },
  'mail.send': ({ mailId }) => deliverMail((work) => asSystem('job:mail.send', work), mailId),
};

/** Jobs by the clock, in UTC. One worker of all puts each into its queue. */
function schedules(): { queue: QueueName; cron: string; payload: object }[] {
  const forecast = env().FORECAST_SCHEDULE;
  return [
    { queue: 'files.purge', cron: '40 1 * * *', payload: {} },
    { queue: 'forecast.accuracy', cron: '20 3 * * *', payload: {} },
    { queue: 'webhook.purge', cron: '25 1 * * *', payload: {} },
    { queue: 'identity.purge', cron: '15 1 * * *', payload: {} },
    { queue: 'inventory.summary', cron: '35 1 * * *', payload: { reason: 'schedule' } },
    { queue: 'inventory.allocation', cron: '50 2 * * *', payload: { reason: 'schedule' } },
    { queue: 'sell-out.advance', cron: '* * * * *', payload: {} },
    { queue: 'forecast.watch', cron: '* * * * *', payload: {} },
    { queue: 'sell-out.odds', cron: '45 2 * * *', payload: {} },
    ...(forecast === 'off'
      ? []
      : [{ queue: 'forecast.run' as const, cron: forecast, payload: { reason: 'schedule' } }]),
  ];
}

async function main(): Promise<void> {
  const log = childLogger({});
  surviveLostDatabase(log);
  const stopRequested = new AbortController();
  const boss = new PgBoss({
    connectionString: databaseUrls().platform,
    schema: JOBS_SCHEMA,
    application_name: 'portal worker',
    max: 4,
    // Tables belong to the owner, who migrates them; this role only uses them.
    migrate: false,
  });
  boss.on('error', (error) => log.error({ err: error }, 'job queue'));
  const stopped = stopOnRequest(stopRequested, log);
  await boss.start();
  await setSchedules(boss);
  const workers = await Promise.all(
    (Object.keys(HANDLERS) as QueueName[]).map((queue) => register(boss, queue, stopRequested.signal, log)),
  );
  log.info({ queues: workers.length }, 'worker ready');
  process.send?.('ready');
  await stopped;
  await boss.stop({ graceful: true, wait: true, timeout: STOP_LIMIT_MS });
  await closePools();
}

async function register<Q extends QueueName>(
  boss: PgBoss,
  queue: Q,
  signal: AbortSignal,
  log: Logger,
): Promise<void> {
  const handle: Handlers[Q] = HANDLERS[queue];
  const runOne = async (job: PgBoss.Job<unknown>) => {
    const jobLog = log.child({ queue, jobId: job.id });
    const started = performance.now();
    try {
      const payload = QUEUES[queue].payload.parse(job.data) as JobPayload<Q>;
      await handle(payload, { jobId: job.id, signal, log: jobLog });
      jobLog.info({ ms: Math.round(performance.now() - started) }, 'job done');
    } catch (error) {
      jobLog.error({ err: error }, signal.aborted ? 'job given back' : 'job failed');
      throw error;
    }
  };
  const count = QUEUES[queue].policy === 'singleton' ? 1 : Math.max(1, env().WORKER_CONCURRENCY);
  for (let i = 0; i < count; i++) {
    await boss.work<unknown>(queue, { pollingIntervalSeconds: 1, batchSize: 1 }, async ([job]) => {
      if (job) await runOne(job);
    });
  }
}

async function setSchedules(boss: PgBoss): Promise<void> {
  const wanted = schedules();
  for (const { queue, cron, payload } of wanted) await boss.schedule(queue, cron, payload, { tz: 'UTC' });
  const names = new Set<string>(wanted.map(({ queue }) => queue));
  for (const { name } of await boss.getSchedules()) {
    if (!names.has(name)) await boss.unschedule(name);
  }
}

/** Stops on SIGINT, SIGTERM, or when the process that started this worker is gone. */
function stopOnRequest(controller: AbortController, log: Logger): Promise<void> {
  return new Promise((resolve) => {
    const stop = (reason: string) => {
      if (controller.signal.aborted) return;
      log.info({ reason }, 'worker stops');
      controller.abort(new Error('The worker is stopping.'));
      resolve();
    };
    process.once('SIGINT', () => stop('SIGINT'));
    process.once('SIGTERM', () => stop('SIGTERM'));
    process.once('disconnect', () => stop('the portal ended'));
  });
}

if (process.argv.includes('--help')) console.log(USAGE);
else {
  process.env.PORTAL_SERVICE ??= 'worker';
  main().then(
    () => process.exit(0),
    (error) => {
      reportFailure(error);
      process.exit(1);
    },
  );
}
