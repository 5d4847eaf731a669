import { pathToFileURL } from 'node:url';
import type { ServerBuild } from '@remix-run/node';

const USAGE = `Usage: npm start

Builds the portal if its sources have changed, opens the database (DATABASE_URL, or an embedded PostgreSQL under .data/),
migrates it, fills an empty one with the demo platform, starts the background worker and the web server, and prints the
address and the demo sign-ins. Ctrl-C stops everything. All settings are environment variables, described in
docs/operations.md; the most used: PORT, HOST, DATABASE_URL, PUBLIC_URL, DEMO=off.
`;

async function main(): Promise<void> {
  process.env.NODE_ENV ??= 'production';
  process.env.PORTAL_SERVICE ??= 'web';
  const { runPortal } = await import('./support/portal');
  await runPortal({
    purpose: 'npm start',
    development: false,
    frontend: async () => {
      const { CLIENT_FOLDER, ensureBuild, SERVER_BUILD } = await import('./support/build');
      if (await ensureBuild()) process.stdout.write('Application built.\n');
      const [{ createRequestHandler }, build] = await Promise.all([
        import('@remix-run/express'),
        import(pathToFileURL(SERVER_BUILD).href) as Promise<ServerBuild>,
      ]);
      return {
        clientFolder: CLIENT_FOLDER,
        handler: (context) =>
          createRequestHandler({
            build,
            mode: 'production',
            getLoadContext: (req, res) => context(req, res),
          }),
      };
    },
  });
}

if (process.argv.includes('--help')) process.stdout.write(USAGE);
else await main();
