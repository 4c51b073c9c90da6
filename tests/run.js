// `npm test`: everything. `npm run journeys`: the browser journeys alone, against COUCHDB_URL when that is set.
import { findBrowser } from './browser.js';
import { runSteps } from './steps.js';

const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
const DASTAK_BROWSER = await findBrowser();
const here = { TZ: 'Asia/Karachi', DASTAK_BROWSER };

if (only === 'journeys') {
  await runSteps(['build', 'journeys'], here);
} else {
  await runSteps(['types', 'lint', 'unused', 'unit'], here);
  // The same promises on the other side of the world: a date must not slip by a day.
  await runSteps(['unit'], { ...here, TZ: 'America/Mexico_City' });
  await runSteps(['seeds', 'sim', 'build', 'budgets', 'journeys'], here);
}
console.log('\nAll passed.');
