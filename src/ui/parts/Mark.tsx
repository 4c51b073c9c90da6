import './Mark.css';

/** The mark: a door with a knock. Decoration, since the name always stands beside it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <use href="/icons/favicon.svg#mark" />
    </svg>
  );
}
