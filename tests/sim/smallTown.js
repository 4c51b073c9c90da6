// What takes thousands of documents outside takes tens in a town: its pages and bodies are as much smaller, so that pulls
// of several pages and outboxes of several bodies are played. The code is the same.

const PACE = 'src/sync/pace.ts';

/** `[file, what is there, what a town has]` */
const SMALLER = [
  ['src/sync/pull.ts', 'BARE_ROWS_MAX = 1000;', 'BARE_ROWS_MAX = 30;'],
  ['src/sync/push.ts', 'ASKED_MAX = 200;', 'ASKED_MAX = 8;'],
  [
    PACE,
    'TEXT_PACE: Pace = { aimMs: 10_000, min: 32_000, max: 900_000 };',
    'TEXT_PACE: Pace = { aimMs: 10_000, min: 1_500, max: 16_000 };',
  ],
  [PACE, 'TEXT_BYTES_FIRST = 300_000;', 'TEXT_BYTES_FIRST = 4_000;'],
  [PACE, 'PHOTO_BYTES_FIRST = 150_000;', 'PHOTO_BYTES_FIRST = 6_000;'],
  [
    PACE,
    'ROWS_PACE: Pace = { aimMs: 20_000, min: 1, max: 2000 };',
    'ROWS_PACE: Pace = { aimMs: 20_000, min: 1, max: 60 };',
  ],
  [PACE, 'ROWS_FIRST = 250;', 'ROWS_FIRST = 12;'],
];

/** @param {string} code @param {string} file below the root */
export function inSmall(code, file) {
  return SMALLER.filter(([where]) => where === file).reduce((text, [, large, small]) => {
    if (!text.includes(large)) console.warn(`${file} has no "${large}" any more: the towns stay large there`);
    return text.replace(large, small);
  }, code);
}

export const SHRUNK = new Set(SMALLER.map(([file]) => file));
