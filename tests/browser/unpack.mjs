// Unpacks the Chromium of @sparticuz/chromium, its libraries and a font: node unpack.mjs OUTPUT-FOLDER
// (The package's own way does so only on the cloud service that it was made for.)
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, createReadStream, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';

const PACKED = 'node_modules/@sparticuz/chromium/bin';
const output = process.argv[2];

function unpack(name, target) {
  return pipeline(createReadStream(join(PACKED, `${name}.br`)), createBrotliDecompress(), target);
}

async function unpackArchive(name) {
  const tar = spawn('tar', ['-x', '--no-same-owner', '-C', output], { stdio: ['pipe', 'inherit', 'inherit'] });
  const [, [code]] = await Promise.all([unpack(name, tar.stdin), once(tar, 'close')]);
  if (code !== 0) throw new Error(`tar could not unpack ${name}`);
}

mkdirSync(output, { recursive: true });
await Promise.all([
  unpack('chromium', createWriteStream(join(output, 'chromium'), { mode: 0o755 })),
  ...['al2023.tar', 'fonts.tar', 'swiftshader.tar'].map(unpackArchive),
]);
// The package's own names folders that are not here, and a page without a font ends the browser.
copyFileSync('fonts.conf', join(output, 'fonts.conf'));
