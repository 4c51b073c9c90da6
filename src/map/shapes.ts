import type { Valence } from '../domain/mobility/kinds.ts';
import type { Palette } from './palette.ts';

export interface Look {
  readonly valence: Valence;
  readonly isOwn: boolean;
}

/** What a path is drawn with: `CanvasRenderingContext2D` and its offscreen twin. */
export type Pen = Pick<CanvasRenderingContext2D, 'beginPath' | 'moveTo' | 'lineTo' | 'arc' | 'closePath'>;

type Corner = readonly [x: number, y: number];

/** Corners on a circle of radius 1 around the origin, the first one on top; every second one at `inner`. */
const around = (count: number, inner = 1): Corner[] =>
  Array.from({ length: count }, (_, index) => {
    const turn = (index / count) * 2 * Math.PI - Math.PI / 2;
    const radius = index % 2 === 0 ? 1 : inner;
    return [Math.cos(turn) * radius, Math.sin(turn) * radius];
  });

const TRIANGLE = around(3);
const STAR = around(10, 0.48);

/** A triangle warns, a circle is open, a star is good: three outlines that nobody needs colour for. */
const TRACE: Readonly<Record<Valence, (pen: Pen, x: number, y: number, radius: number) => void>> = {
  problem: (pen, x, y, radius) => polygon(pen, TRIANGLE, x, y + radius * 0.18, radius * 1.08),
  opportunity: (pen, x, y, radius) => pen.arc(x, y, radius * 0.84, 0, 2 * Math.PI),
  good: (pen, x, y, radius) => polygon(pen, STAR, x, y + radius * 0.05, radius * 1.12),
};

function polygon(pen: Pen, corners: readonly Corner[], x: number, y: number, radius: number): void {
  for (const [index, [dx, dy]] of corners.entries()) {
    if (index === 0) pen.moveTo(x + dx * radius, y + dy * radius);
    else pen.lineTo(x + dx * radius, y + dy * radius);
  }
  pen.closePath();
}

/** Her own are filled, others' are hollow: the difference stays in grey and in bright sun. */
export function drawShape(
  context: CanvasRenderingContext2D,
  { valence, isOwn }: Look,
  at: { x: number; y: number; radius: number },
  palette: Palette,
): void {
  context.beginPath();
  TRACE[valence](context, at.x, at.y, at.radius);
  context.lineJoin = 'round';
  context.strokeStyle = palette.card;
  context.lineWidth = at.radius * 0.62;
  context.stroke();
  context.fillStyle = isOwn ? (valence === 'good' ? palette.leaf : palette.marigold) : palette.card;
  context.fill();
  context.strokeStyle = palette.ink;
  context.lineWidth = at.radius * 0.28;
  context.stroke();
}

export const LOOKS: readonly Look[] = (['problem', 'opportunity', 'good'] as const).flatMap((valence) =>
  [true, false].map((isOwn) => ({ valence, isOwn })),
);

export const lookName = ({ valence, isOwn }: Look): string => `${valence}-${isOwn ? 'own' : 'other'}`;
