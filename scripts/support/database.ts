import { env, provideDatabase } from '~/platform/env.server';
import { PlainFailure } from './failure';

export interface OpenDatabase {
  /** Owner's URL; undefined where only the restricted URLs are configured. */
  adminUrl: string | undefined;
  embedded: boolean;
  /** Stops the embedded server if this process started it. */
  close(): Promise<void>;
  onUnexpectedExit(listener: (message: string) => void): void;
}

export interface OpenDatabaseOptions {
  /** The command as the reader typed it, for messages: `npm run db:seed`. */
  purpose: string;
  /** Work beside a running `npm start` on its embedded server. Off only for what owns the server: `npm start` itself. */
  share?: boolean;
}

/**
 * Opens the configured database: DATABASE_URL, or else the embedded server of DATA_DIR, started if need be.
 * Afterwards `databaseUrls()` answers, here and in child processes.
 * @throws PlainFailure with what is wrong and what to do
 */
export async function openDatabase({ purpose, share = true }: OpenDatabaseOptions): Promise<OpenDatabase> {
  const settings = env();
  if (settings.DATABASE_URL || settings.DATABASE_APP_URL) {
    return {
      adminUrl: settings.DATABASE_URL,
      embedded: false,
      close: async () => {},
      onUnexpectedExit: () => {},
    };
  }
  const { startEmbeddedPostgres } = await import('./embedded-postgres');
  const server = await startEmbeddedPostgres({
    dataDir: settings.DATA_DIR,
    port: settings.EMBEDDED_PG_PORT,
    purpose,
    share,
  });
  provideDatabase(server.url);
  return {
    adminUrl: server.url,
    embedded: true,
    close: () => server.stop(),
    onUnexpectedExit: (listener) => server.onUnexpectedExit(listener),
  };
}

/** The owner's URL of an open database. @throws PlainFailure where only the restricted ones are configured */
export function requireAdmin(database: OpenDatabase): string {
  if (database.adminUrl) return database.adminUrl;
  throw new PlainFailure('This needs the owner of the database: set DATABASE_URL.');
}
