import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const INSTALLED = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Where a Chromium is: one that is installed, else the one that comes as a package, which is unpacked when it is asked for first. */
async function chromiumPath(): Promise<string> {
  const installed = process.env['CHROMIUM_PATH'] ?? INSTALLED.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/**
 * A real Chromium. It draws by itself, without a graphics processor that would have to be computed here too: that
 * took nearly half of all that the browser's tests cost.
 */
export async function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: await chromiumPath(), args: ['--no-sandbox', '--disable-gpu'] });
}

/** Before the tests of a run: the package must not be unpacked by two files at once, one of them would start half a program. */
export default async function setup(): Promise<void> {
  await chromiumPath();
}
