import { expect, test } from 'vitest';
import type { Palette } from '../../../src/map/palette.ts';
import { drawShape, LOOKS, type Look, lookName } from '../../../src/map/shapes.ts';
import { styleOf } from '../../../src/map/style.ts';

const GREY: Palette = {
  water: 'grey',
  land: 'grey',
  grid: 'grey',
  ink: 'black',
  inkSoft: 'grey',
  paper: 'white',
  onInk: 'white',
  marigold: 'grey',
  leaf: 'grey',
  card: 'white',
};

/** What is drawn for somebody who sees no colour: the strokes of the pen and which fills are filled. */
function drawn(look: Look): string {
  const steps: string[] = [];
  const pen = {
    beginPath: () => steps.push('begin'),
    moveTo: (x: number, y: number) => steps.push(`move ${x.toFixed(1)} ${y.toFixed(1)}`),
    lineTo: (x: number, y: number) => steps.push(`line ${x.toFixed(1)} ${y.toFixed(1)}`),
    arc: (_x: number, _y: number, radius: number) => steps.push(`arc ${radius.toFixed(1)}`),
    closePath: () => steps.push('close'),
    stroke: () => steps.push('stroke'),
    fill: () => steps.push(`fill ${String(pen.fillStyle)}`),
    fillStyle: '' as string,
    strokeStyle: '',
    lineWidth: 1,
    lineJoin: 'round',
  };
  drawShape(pen as unknown as CanvasRenderingContext2D, look, { x: 0, y: 0, radius: 10 }, GREY);
  return steps.join('\n');
}

test('all six looks differ for an eye that sees no colour', () => {
  expect(new Set(LOOKS.map(drawn)).size).toBe(6);
  expect(new Set(LOOKS.map(lookName)).size).toBe(6);
});

test('the style of the large map names no address', () => {
  const style = JSON.stringify(styleOf(GREY, 'ur-PK-u-nu-arabext'));
  expect(style).not.toMatch(/https?:|glyphs|sprite|tiles/);
  expect(style).toContain('ur-PK-u-nu-arabext');
});
