import type { ComponentChildren } from 'preact';

/** One part in one state, with the state's name in the code above it. */
export function Sample({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="gallery-sample" data-sample={name}>
      <p class="gallery-name" lang="en" dir="ltr">
        <code>{name}</code>
      </p>
      {children}
    </div>
  );
}
