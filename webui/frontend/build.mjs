// Bundles what the pages load: node build.mjs OUTPUT-FOLDER
// manifest.json there maps each plain name ("staff.js") to its hashed one, so browsers may keep it for good.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

const ENTRY_POINTS = ['src/look.css', 'src/staff.js', 'src/writing.js', 'src/studio.css', 'src/studio.js'];

const output = resolve(process.argv[2]);
rmSync(output, { recursive: true, force: true });

const { metafile } = await build({
  entryPoints: ENTRY_POINTS,
  outdir: output,
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  // bpmn-js offers its font in older formats too, which no browser of the target asks for.
  loader: { '.woff2': 'file', '.woff': 'empty', '.ttf': 'empty', '.eot': 'empty', '.svg': 'empty' },
  bundle: true,
  minify: true,
  metafile: true,
  legalComments: 'none', // licences.txt holds them all
  // The last browsers for Windows 7, which some offices still run.
  target: ['chrome109', 'firefox115', 'safari16'],
});

const hashed = Object.keys(metafile.outputs).map((path) => basename(path));
const manifest = Object.fromEntries(hashed.map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.)/, ''), name]));

/** Lists the packages that went into the bundles, with the licence text that must go where their code goes. */
function licences() {
  const folders = Object.keys(metafile.inputs).map((path) => path.match(/^.*node_modules\/(@[^/]+\/)?[^/]+/)?.[0]);
  return [...new Set(folders)].filter(Boolean).sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json')));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version}\n\n${file ? readFileSync(join(folder, file), 'utf8') : license}\n`;
  });
}

writeFileSync(join(output, 'licences.txt'), licences().join('\n---\n\n'));
writeFileSync(join(output, 'manifest.json'), JSON.stringify(manifest, null, 2));
