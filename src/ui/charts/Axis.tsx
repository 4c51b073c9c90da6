import { useT } from '../language.ts';

const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** 0 to 100 %, under the rows. Ticks are as wide as nothing, so that the first and the last are not cut off. */
export function Axis() {
  const { percent } = useT();
  return (
    <div class="axis" aria-hidden="true">
      {TICKS.map((share) => (
        <span class="axis-tick" key={share}>
          <bdi>{percent(share)}</bdi>
        </span>
      ))}
    </div>
  );
}
