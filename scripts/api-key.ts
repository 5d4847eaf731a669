import { parseArgs } from 'node:util';
import { createApiKeyByScript } from '~/modules/identity/commands/create-api-key.server';
import {
  API_SCOPES,
  type ApiScope,
  isApiScope,
  LONGEST_API_KEY_DAYS,
} from '~/modules/identity/domain/api-key';
import { apiKeySource } from '~/modules/identity/forms';
import { closePools } from '~db/client.server';
import { openDatabase, requireAdmin } from './support/database';
import { explainError } from './support/explain-error';
import { prepareDatabase } from './support/prepare-database';

const USAGE = `Usage: npm run -s api:key -- --source SYSTEM [--scopes LIST] [--days N] [--name NAME]

Makes a key of the API at /api/v1 and prints it, alone, on standard output; it cannot be shown again. Works beside a running
npm start. Keys are listed and revoked at /platform/keys.
  --source SYSTEM  the system that sends with it: 2 to 40 lower-case letters, digits, dots and hyphens. Keys of one system
                   share the name, so that what it sent is not counted twice
  --scopes LIST    what it may do, separated by commas: ${API_SCOPES.join(', ')} (all of them unless named)
  --days N         days until it ends, 1 to ${LONGEST_API_KEY_DAYS}; without it the key ends when it is revoked
  --name NAME      how people know it; the system's name unless given
Exit codes: 0 made, 1 failed, 2 wrong usage.
`;

class UsageError extends Error {}

function readArguments(argv: string[]) {
  const { values, positionals } = parse(argv);
  if (values.help) return 'help' as const;
  if (positionals.length > 0) throw new UsageError(`${positionals[0]} is one word too many`);
  const source = apiKeySource.safeParse(values.source);
  if (!source.success) throw new UsageError('--source must be a name such as wms-shanghai');
  const scopes = values.scopes === undefined ? [...API_SCOPES] : values.scopes.split(',').map(scopeOf);
  const days = values.days === undefined ? null : Number(values.days);
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= LONGEST_API_KEY_DAYS))
    throw new UsageError(`--days must be a whole number from 1 to ${LONGEST_API_KEY_DAYS}`);
  const name = (values.name ?? source.data).trim();
  if (name === '' || name.length > 100 || /\p{Cc}/u.test(name))
    throw new UsageError('--name must have 1 to 100 characters');
  return { name, source: source.data, scopes, days };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        source: { type: 'string' },
        scopes: { type: 'string' },
        days: { type: 'string' },
        name: { type: 'string' },
        help: { type: 'boolean', default: false, short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function scopeOf(text: string): ApiScope {
  const scope = text.trim();
  if (!isApiScope(scope)) throw new UsageError(`--scopes knows ${API_SCOPES.join(', ')}`);
  return scope;
}

async function main(argv: string[]): Promise<number> {
  const input = readArguments(argv);
  if (input === 'help') {
    console.log(USAGE);
    return 0;
  }
  const database = await openDatabase({ purpose: 'npm run api:key' });
  try {
    if (database.embedded) await prepareDatabase(requireAdmin(database));
    const created = await createApiKeyByScript(input, Date.now());
    if (!created.ok) {
      console.error('200 keys are in use. Revoke some at /platform/keys first.');
      return 1;
    }
    const until = input.days === null ? 'until it is revoked' : `for ${input.days} days`;
    console.error(`Key of ${input.source} with ${input.scopes.join(', ')}, good ${until}:`);
    console.log(created.value.key);
    return 0;
  } finally {
    await closePools();
    await database.close();
  }
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message}\n\n${USAGE}` : (explainError(error) ?? error));
  process.exitCode = isUsage ? 2 : 1;
}
