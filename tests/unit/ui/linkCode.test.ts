import BinaryBitmap from '@zxing/library/es2015/core/BinaryBitmap';
import HybridBinarizer from '@zxing/library/es2015/core/common/HybridBinarizer';
import DecodeHintType from '@zxing/library/es2015/core/DecodeHintType';
import QRCodeReader from '@zxing/library/es2015/core/qrcode/QRCodeReader';
import RGBLuminanceSource from '@zxing/library/es2015/core/RGBLuminanceSource';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinLink } from '../../../src/app/join.ts';
import { linkCode } from '../../../src/ui/screens/desk/linkCode.ts';

const MODULE_PX = 6;

/** The picture of the code, and what is read in it. Nothing else is in the picture: the reader is told so. */
function readOff({ path, sideModules }: { path: string; sideModules: number }): string {
  const side = sideModules * MODULE_PX;
  const grey = new Uint8ClampedArray(side * side).fill(255);
  for (const [, x = 0, y = 0] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < MODULE_PX; row++) {
      const from = (Number(y) * MODULE_PX + row) * side + Number(x) * MODULE_PX;
      grey.fill(0, from, from + MODULE_PX);
    }
  }
  const picture = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(grey, side, side)));
  return new QRCodeReader().decode(picture, new Map([[DecodeHintType.PURE_BARCODE, true]])).getText();
}

test('a camera reads the link off the desk’s screen, wherever the campaign lies', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,40}$/);
  fc.assert(
    fc.property(fc.webUrl({ validSchemes: ['https'] }), name, (place, database) => {
      const link = joinLink('https://dastak.example', `${new URL(place).origin}/${database}`);
      const code = linkCode(link);
      expect(code && readOff(code)).toBe(link);
    }),
    { numRuns: 30 },
  );
});

test('a link that no code can hold has none', () => {
  expect(linkCode(`https://dastak.example/#join=${'a'.repeat(4000)}`)).toBeUndefined();
});
