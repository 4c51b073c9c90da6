#!/usr/bin/env node
// Plain JavaScript for Node 20.19 and later: builds app and endpoint when their sources have changed, then runs the command.
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from './build.js';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Dastak needs Node 20.19 or later; this is ${process.version}.`);
  process.exit(1);
}
const project = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
if (!existsSync(join(project, 'node_modules', 'hono'))) {
  console.error('The packages are not installed. Run first: npm ci');
  process.exit(1);
}
const argv = process.argv.slice(2);
// Anything but the server works without the app.
const needsApp = argv.length === 0 || argv.includes('serve');
if (!buildIfNeeded(project, needsApp && !argv.includes('--help') && !argv.includes('-h'))) process.exit(1);
const { run } = await import(pathToFileURL(join(project, 'dist/endpoint/main.js')).href);
const code = await run(argv);
if (code !== undefined) process.exit(code);
