import { readFileSync, writeFileSync } from 'node:fs';
import subsetFont from 'subset-font';

/**
 * Makes `public/fonts/`: of each face only the letters of English, Spanish and Urdu. Nastaliq comes in one weight, the
 * one of a question: a second would cost every phone another 115 KB.
 */
const root = new URL('../../../', import.meta.url);
const range = (from, to) =>
  String.fromCodePoint(...Array.from({ length: to - from + 1 }, (_, i) => from + i));

const LATIN = `${range(0x20, 0x7e)}${range(0xa0, 0xff)}ıŒœ‐‑‒–—―‘’‚“”„†‡•‣․‥…‰′″‹›€←↑→↓−≈≤≥`;
/** Letters, marks, digits and signs that Urdu is written with, the joiners included. */
const URDU = 'ءآأؤئابتثجحخدذرزسشصضطظعغفقكلمنهوىيٹپچڈڑژکگںھہۂۃیےۓۀۆۇۈةًٌٍَُِّْٰٖٕٗٓٔٴ۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛؟۔٪٫٬؍؎؏ؐؑؒؓؔ‌‍‎‏﴾﴿ ';
const URDU_TOO = ' !().:‘’“”';

const FACES = [
  [
    '@fontsource-variable/noto-sans/files/noto-sans-latin-wght-normal.woff2',
    'noto-sans-latin',
    LATIN,
    { wght: { min: 400, max: 700 } },
  ],
  ['@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-400-normal.woff2', 'noto-naskh-urdu', URDU],
  [
    '@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-arabic-700-normal.woff2',
    'noto-naskh-urdu-bold',
    URDU,
  ],
  [
    '@fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-600-normal.woff2',
    'noto-nastaliq-urdu',
    URDU + URDU_TOO,
  ],
];

for (const [from, to, letters, variationAxes] of FACES) {
  const whole = readFileSync(new URL(`node_modules/${from}`, root));
  const part = await subsetFont(whole, letters, {
    targetFormat: 'woff2',
    ...(variationAxes && { variationAxes }),
  });
  writeFileSync(new URL(`public/fonts/${to}.woff2`, root), part);
  console.log(to, whole.length, '->', part.length);
}
