import type { ComponentChildren } from 'preact';

/** The samples of one group of parts. */
export function Section({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section class="gallery-section" id={`parts-${name}`}>
      <h2>
        <code lang="en">{name}</code>
      </h2>
      <div class="gallery-samples">{children}</div>
    </section>
  );
}
