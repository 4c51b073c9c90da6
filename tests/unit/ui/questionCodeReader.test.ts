import BarcodeFormat from '@zxing/library/es2015/core/BarcodeFormat';
import QRCodeWriter from '@zxing/library/es2015/core/qrcode/QRCodeWriter';
import { expect, test } from 'vitest';
import { greyOf, readCode } from '../../../src/ui/questions/extended/codeReader.ts';

/** A picture, white with black where told, one byte a pixel. */
function picture(width: number, height: number, isBlack: (x: number, y: number) => boolean) {
  const grey = new Uint8ClampedArray(width * height).fill(255);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (isBlack(x, y)) grey[y * width + x] = 0;
  return grey;
}

/** EAN-13 (GS1 General Specifications, 5.2): left digits in sets A and B by the first one, right digits in set C. */
function ean13(digits: string): string {
  const A = '0001101 0011001 0010011 0111101 0100011 0110001 0101111 0111011 0110111 0001011'.split(' ');
  const C = A.map((bits) => [...bits].map((bit) => (bit === '0' ? '1' : '0')).join(''));
  const B = C.map((bits) => [...bits].reverse().join(''));
  const SETS = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ');
  const [first = 0, ...rest] = [...digits].map(Number);
  const sets = SETS[first] ?? '';
  const left = rest.slice(0, 6).map((digit, at) => (sets[at] === 'A' ? A : B)[digit]);
  return `101${left.join('')}01010${rest
    .slice(6)
    .map((digit) => C[digit])
    .join('')}101`;
}

test('a QR code in a picture is read', () => {
  const code = new QRCodeWriter().encode('Nº 4711, Ünion', BarcodeFormat.QR_CODE, 200, 200, new Map());
  const grey = picture(
    320,
    240,
    (x, y) => x >= 60 && x < 260 && y >= 20 && y < 220 && code.get(x - 60, y - 20),
  );
  expect(readCode(grey, 320, 240)).toBe('Nº 4711, Ünion');
});

test('the code of a vaccine box (EAN-13) is read', () => {
  const bars = ean13('4006381333931');
  const grey = picture(400, 100, (x) => bars[Math.floor((x - 50) / 3)] === '1' && x >= 50);
  expect(readCode(grey, 400, 100)).toBe('4006381333931');
});

test('a picture without a code is no code, and nothing is thrown', () => {
  expect(
    readCode(
      picture(320, 240, (x, y) => (x * 7 + y * 13) % 11 === 0),
      320,
      240,
    ),
  ).toBeUndefined();
});

test('green is brighter than blue, as the eye has it', () => {
  expect([...greyOf(new Uint8ClampedArray([0, 255, 0, 255, 0, 0, 255, 255]))]).toEqual([150, 29]);
});
