import PgBoss from 'pg-boss';
import { z } from 'zod';

/** Schema of the queue's tables. The owner makes it (see jobs-schema.server.ts); the portal's roles only use it. */
export const JOBS_SCHEMA = 'pgboss';

interface QueueDefinition {
  payload: z.ZodType;
  /** `singleton`: one of them runs at a time, over all workers. */
  policy: 'standard' | 'singleton';
  /** Attempts after the first. The wait doubles each time, starting at `retryDelay` seconds. */
  retryLimit: number;
  retryDelay: number;
  /** A run that takes longer counts as failed. */
  expireInSeconds: number;
}

/**
 * Every queue: its payload and how it is tried again. A new queue is one entry here and one handler in
 * scripts/worker.ts; the migrator makes it at the next start.
 */
export const QUEUES = {
  /** Puts a forecast run into the queue of runs, unless it is there already, and works them off. */
  'forecast.run': {
    payload: z.object({
      reason: z.enum(['schedule', 'request', 'import', 'seed']),
      requestedByUserId: z.uuid().optional(),
    }),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 60,
    expireInSeconds: 60 * 60,
  },
  /** Explains by cause why the lines of a published version are not those of an earlier one. */
  'forecast.changes': {
    payload: z.object({ versionId: z.uuid(), fromVersionId: z.uuid() }),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 30,
    expireInSeconds: 30 * 60,
  },
  /** Measures the weeks that have closed: what was said at the lead time against what sold, was ordered and came. */
  'forecast.accuracy': {
    payload: z.object({}),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 60,
    expireInSeconds: 30 * 60,
  },
  /**
   * Makes one attempt at one webhook delivery. A failed attempt asks for the next itself, days apart in the end; tried
   * again by the queue is only what was cut off.
   */
  'webhook.deliver': {
    payload: z.object({ factoryId: z.uuid(), deliveryId: z.uuid(), attempt: z.number().int().min(1) }),
    policy: 'standard',
    retryLimit: 4,
    retryDelay: 10,
    expireInSeconds: 60,
  },
  /** Forgets webhook deliveries of long ago. */
  'webhook.purge': {
    payload: z.object({}),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 60,
    expireInSeconds: 10 * 60,
  },
  /** Writes the mails about a request to change a frozen week. */
  'forecast.frozenChange': {
    payload: z.object({
      factoryId: z.uuid(),
      requestId: z.uuid(),
      event: z.enum(['asked', 'agreed', 'declined', 'withdrawn']),
    }),
    policy: 'standard',
    retryLimit: 4,
    retryDelay: 15,
    expireInSeconds: 60,
  },
  /** Takes up forecast runs that were cut off, and those that wait while nobody works them off. */
  'forecast.watch': {
    payload: z.object({}),
    policy: 'standard',
    retryLimit: 0,
    retryDelay: 0,
    expireInSeconds: 60 * 60,
  },
  /** Sends one mail of the outbox. */
  'mail.send': {
    payload: z.object({ mailId: z.uuid() }),
    policy: 'standard',
    retryLimit: 8,
    retryDelay: 15,
    expireInSeconds: 60,
  },
  /** Removes stored objects that no row names. */
  'files.purge': {
    payload: z.object({}),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 300,
    expireInSeconds: 60 * 60,
  },
  /** Deletes ended sessions and old sign-in attempts. */
  'identity.purge': {
    payload: z.object({}),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 60,
    expireInSeconds: 10 * 60,
  },
  /** Makes the list of all SKUs' stock again and classifies them. */
  'inventory.summary': {
    payload: z.object({
      reason: z.enum(['schedule', 'request', 'import', 'policy']),
      requestedByUserId: z.uuid().optional(),
    }),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 60,
    expireInSeconds: 30 * 60,
  },
  /** Proposes where the stock of the fast movers should stand. */
  'inventory.allocation': {
    payload: z.object({
      reason: z.enum(['schedule', 'request']),
      requestedByUserId: z.uuid().optional(),
    }),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 60,
    expireInSeconds: 60 * 60,
  },
  /** Reads the sell-out clocks whose window has ended, or whose order has changed, since they were last read. */
  'sell-out.advance': {
    payload: z.object({ until: z.number().optional() }),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 10,
    expireInSeconds: 10 * 60,
  },
  /** Computes the odds of running sell-out clocks: those of the SKUs, or all. */
  'sell-out.odds': {
    payload: z.object({ skuIds: z.array(z.uuid()).optional() }),
    policy: 'singleton',
    retryLimit: 2,
    retryDelay: 30,
    expireInSeconds: 10 * 60,
  },
  /** Writes the mails about something that happened to an order. */
  'orders.notify': {
    payload: z.object({
      factoryId: z.uuid(),
      orderId: z.uuid(),
      event: z.enum(['issued', 'amended', 'cancelled', 'answered', 'mention']),
      messageId: z.uuid().optional(),
    }),
    policy: 'standard',
    retryLimit: 4,
    retryDelay: 15,
    expireInSeconds: 60,
  },
} as const satisfies Record<string, QueueDefinition>;

export type QueueName = keyof typeof QUEUES;
export type JobPayload<Q extends QueueName> = z.output<(typeof QUEUES)[Q]['payload']>;

/** What {@link enqueue} needs of a transaction: `tx` of inTenant, inPlatform and asSystem fits. */
export interface JobTransaction {
  sql: { unsafe(text: string, values?: never[]): PromiseLike<ArrayLike<unknown>> };
}

export interface EnqueueOptions {
  /** Earliest start, as an instant (epoch ms) or not at all. */
  startAfter?: number;
  /** Higher first. */
  priority?: number;
}

// Never started and without a connection: it only writes the statement that the caller's transaction runs.
let statements: PgBoss | undefined;

/**
 * Asks for a job in the caller's transaction: it exists if and only if the change that asks for it does.
 * @returns the job's id
 * @throws ZodError if the payload is not what the queue's handler expects
 */
export async function enqueue<Q extends QueueName>(
  tx: JobTransaction,
  queue: Q,
  data: z.input<(typeof QUEUES)[Q]['payload']>,
  options: EnqueueOptions = {},
): Promise<string> {
  const payload = QUEUES[queue].payload.parse(data);
  statements ??= new PgBoss({ schema: JOBS_SCHEMA, db: { executeSql: unavailable } });
  const id = await statements.send(queue, payload, {
    db: inTransaction(tx),
    ...(options.priority === undefined ? {} : { priority: options.priority }),
    ...(options.startAfter === undefined ? {} : { startAfter: new Date(options.startAfter) }),
  });
  if (!id) throw new Error(`Queue ${queue} does not exist in this database: it has not been migrated.`);
  return id;
}

function inTransaction(tx: JobTransaction): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      const parameters = values.map((value: unknown) =>
        value === undefined ? null : isPlainObject(value) ? JSON.stringify(value) : value,
      );
      // As text: whoever made the connection may have its own idea of how to write a JSON parameter.
      const statement = text.replaceAll('$3::jsonb', '$3::text::jsonb');
      return { rows: Array.from(await tx.sql.unsafe(statement, parameters as never[])) };
    },
  };
}

const isPlainObject = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

const unavailable = async (): Promise<never> => {
  throw new Error('enqueue() works only inside a transaction');
};
