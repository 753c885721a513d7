// Unpacks the Chromium of @sparticuz/chromium, its libraries and a font: node unpack.mjs OUTPUT-FOLDER
// (The package's own way does so only on the cloud service that it was made for.)
import { execFileSync } from 'node:child_process';
import { copyFileSync, createReadStream, createWriteStream, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const PACKED = 'node_modules/@sparticuz/chromium/bin';
const output = process.argv[2];

async function unpack(name, mode) {
  const file = join(output, name);
  const packed = createReadStream(join(PACKED, `${name}.br`));
  await pipeline(packed, createBrotliDecompress(), createWriteStream(file, { mode }));
  return file;
}

// By way of a file: tar closes a pipe before its end, which node takes for a failure now and then.
async function unpackArchive(name) {
  const file = await unpack(name);
  execFileSync('tar', ['-x', '-f', file, '-C', output, '--no-same-owner']);
  rmSync(file);
}

mkdirSync(output, { recursive: true });
await Promise.all([
  unpack('chromium', 0o755),
  ...['al2023.tar', 'fonts.tar', 'swiftshader.tar'].map(unpackArchive),
]);
// The package's own names folders that are not here, and a page without a font ends the browser.
copyFileSync('fonts.conf', join(output, 'fonts.conf'));
