import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

/** No sandbox (tests run as root in containers), and nothing that calls home: the network may be closed. */
const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--disable-component-update',
  '--disable-background-networking',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--font-render-hinting=none',
];

/** A headless Chromium that comes with the packages; nothing has to be installed or downloaded. */
export async function launchBrowser(): Promise<Browser> {
  const { executable, libraries } = await unpackChromium();
  return chromium.launch({
    executablePath: executable,
    args: ARGUMENTS,
    headless: true,
    ...(libraries ? { env: { ...stringEnv(), LD_LIBRARY_PATH: libraries } } : {}),
  });
}

const stringEnv = () =>
  Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );

interface Chromium {
  executable: string;
  /** Folder of NSS and expat for systems that lack them. */
  libraries: string | undefined;
}

/** Unpacked once per installation, beside the packages; several runs at once do it side by side, and one of them wins. */
async function unpackChromium(): Promise<Chromium> {
  const require = createRequire(import.meta.url);
  const packageFolder = path.resolve(path.dirname(require.resolve('@sparticuz/chromium')), '../..');
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'));
  const folder = path.resolve('node_modules/.cache', `chromium-${version}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    const source = (name: string) => path.join(packageFolder, 'bin', name);
    const executable = path.join(unfinished, 'chromium');
    await unpack(source('chromium.br'), executable);
    await chmod(executable, 0o755);
    const archive = path.join(unfinished, 'libraries.tar');
    await unpack(source('al2023.tar.br'), archive);
    spawnSync('tar', ['-xf', archive, '-C', unfinished]);
    await rm(archive);
    await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true, force: true }));
  }
  const executable = path.join(folder, 'chromium');
  const linked = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const incomplete = /not found/.test(linked.stdout ?? '');
  return { executable, libraries: incomplete ? path.join(folder, 'lib') : undefined };
}

async function unpack(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));
}
