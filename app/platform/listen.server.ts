import postgres from 'postgres';
import { databaseUrls } from './env.server';
import { logger } from './logger.server';

type Listener = (payload: string) => void;

/**
 * One direct connection per process that listens on PostgreSQL's notification channels and hands each payload to the
 * listeners of this process. postgres.js reconnects by itself and subscribes again; `onlisten` runs then too, so that
 * listeners can catch up on what they missed.
 */
class NotificationHub {
  private client: postgres.Sql | undefined;
  private readonly listeners = new Map<string, Set<Listener>>();
  private readonly resumed = new Set<() => void>();

  /**
   * Calls `listener` with each payload of a channel until the returned function is called.
   * @param onResume called when the connection stands, at first and after each loss: payloads before that are gone
   */
  subscribe(channel: string, listener: Listener, onResume?: () => void): () => void {
    let set = this.listeners.get(channel);
    if (!set) {
      set = new Set();
      this.listeners.set(channel, set);
      this.open(channel);
    }
    set.add(listener);
    if (onResume) this.resumed.add(onResume);
    return () => {
      set.delete(listener);
      if (onResume) this.resumed.delete(onResume);
    };
  }

  private open(channel: string): void {
    this.client ??= postgres(databaseUrls().listen, {
      max: 1,
      idle_timeout: 0,
      max_lifetime: null,
      connection: { application_name: 'portal listen' },
      onnotice: () => {},
    });
    this.client
      .listen(
        channel,
        (payload) => {
          for (const listener of this.listeners.get(channel) ?? []) listener(payload);
        },
        () => {
          // The first time too: something may have been announced between the subscription and this moment.
          for (const resume of this.resumed) resume();
        },
      )
      .catch((error: unknown) => {
        // The next subscriber tries again; open pages fall back to asking.
        this.listeners.delete(channel);
        logger().error({ err: error, channel }, 'cannot listen for notifications');
      });
  }

  async close(): Promise<void> {
    const { client } = this;
    this.client = undefined;
    this.listeners.clear();
    await client?.end({ timeout: 1 });
  }
}

/** The process's hub. */
export const notifications = new NotificationHub();
