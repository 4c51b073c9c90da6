import type { Page } from 'playwright-core';

/** A large camera picture with an EXIF block that tells where and by whom, as phones write it. */
export async function aPhoto(page: Page): Promise<{ name: string; mimeType: string; buffer: Buffer }> {
  const base64 = await page.evaluate(async () => {
    const canvas = new OffscreenCanvas(3000, 2000);
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    for (let at = 0; at < 2000; at++) {
      context.fillStyle = `hsl(${(at * 37) % 360} 70% ${20 + (at % 60)}%)`;
      context.fillRect((at * 131) % 3000, (at * 71) % 2000, 90 + (at % 170), 60 + (at % 110));
    }
    const bytes = new Uint8Array(
      await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer(),
    );
    let binary = '';
    for (let at = 0; at < bytes.length; at += 8192)
      binary += String.fromCharCode(...bytes.subarray(at, at + 8192));
    return btoa(binary);
  });
  return { name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: withExif(Buffer.from(base64, 'base64')) };
}

/** Puts an APP1 segment behind the start of a JPEG. */
function withExif(jpeg: Buffer): Buffer {
  const secret = Buffer.from('Exif\0\0II*\0\x08\0\0\0\0\0 somebody at 21.122, -101.683');
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(secret.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, secret, jpeg.subarray(2)]);
}
