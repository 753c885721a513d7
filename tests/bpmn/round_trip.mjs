// Reads BPMN from standard input as the editor does and writes what it would save.
// node round_trip.mjs FOLDER-WITH-NODE-MODULES < process.bpmn
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = createRequire(resolve(process.argv[2], 'package.json'));
const { BpmnModdle } = await import(pathToFileURL(packages.resolve('bpmn-moddle')));

const descriptor = new URL('../../bpmn/alur.moddle.json', import.meta.url);
const moddle = new BpmnModdle({ alur: JSON.parse(readFileSync(descriptor)) });

const { rootElement, warnings } = await moddle.fromXML(readFileSync(0, 'utf8'));
warnings.forEach(({ message }) => console.error(message));
const { xml } = await moddle.toXML(rootElement, { format: true });
process.stdout.write(xml);
process.exitCode = warnings.length ? 1 : 0;
