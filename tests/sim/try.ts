import './quiet.ts';
import { installLightPlatform } from './platform.ts';
import { play } from './play.ts';
installLightPlatform();
if (!process.env['SIM_TRACE']) Error.stackTraceLimit = 0;
console.warn = () => undefined;
const cpu = () => { const u = process.cpuUsage(); return (u.user + u.system) / 1000; };
const from = Number(process.argv[2] ?? 1), n = Number(process.argv[3] ?? 1);
const t0 = cpu(); const total: Record<string, number> = {};
for (let seed = from; seed < from + n; seed++) {
  const t = cpu();
  const p = await play(seed, process.env['SIM_TRACE'] ? (line) => console.log(line) : undefined);
  console.log(seed, (cpu() - t).toFixed(0), 'ms', p.events, p.traceHash, p.violations.slice(0, 6));
  for (const [k, v] of Object.entries(p.counts)) total[k] = (total[k] ?? 0) + v;
}
console.log(total, (cpu() - t0) / n, 'ms per seed');
