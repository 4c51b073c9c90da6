// `npm run check`: all that needs no browser, in under a minute.
import { runSteps } from './steps.js';

await runSteps(['types', 'lint', 'unit', 'build', 'budgets'], { TZ: 'Asia/Karachi', DASTAK_QUICK: '1' });
