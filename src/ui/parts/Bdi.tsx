import type { ComponentChildren } from 'preact';

/** Keeps a number, name, code or foreign text from turning the words around it. */
export function Bdi({ children, lang }: { children: ComponentChildren; lang?: string | undefined }) {
  return lang === undefined ? <bdi>{children}</bdi> : <bdi lang={lang}>{children}</bdi>;
}
