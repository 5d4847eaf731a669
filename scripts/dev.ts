const USAGE = `Usage: npm run dev

Like "npm start", but serves the sources through Vite: a change shows in the browser at once. The worker keeps the code
it was started with. Uses the same settings and the same embedded database as "npm start".
`;

async function main(): Promise<void> {
  process.env.NODE_ENV ??= 'development';
  process.env.PORTAL_SERVICE ??= 'web';
  const { runPortal } = await import('./support/portal');
  await runPortal({
    purpose: 'npm run dev',
    development: true,
    frontend: async (server) => {
      const [{ createServer }, { createRequestHandler }] = await Promise.all([
        import('vite'),
        import('@remix-run/express'),
      ]);
      const vite = await createServer({
        server: { middlewareMode: { server }, hmr: { server } },
        appType: 'custom',
        clearScreen: false,
      });
      return {
        before: vite.middlewares,
        handler: (context) =>
          createRequestHandler({
            build: () => vite.ssrLoadModule('virtual:remix/server-build') as never,
            mode: 'development',
            getLoadContext: (req, res) => context(req, res),
          }),
      };
    },
  });
}

if (process.argv.includes('--help')) process.stdout.write(USAGE);
else await main();

export {};
