import type { Plugin } from 'vite';

interface Cut {
  /** The file of the library, as its path ends. */
  readonly file: RegExp;
  /** Where the library names a part, and what stands there instead: what nobody names the bundler leaves out. */
  readonly statements: Readonly<Record<string, string>>;
  /** Methods of classes, which a bundler must keep since anybody could call them by name. */
  readonly methods: readonly string[];
}

/**
 * What no room calls, and a phone far away would fetch before her first question. A library keeps its own code for all
 * the rest: nothing is written anew. Whoever wants one of these takes it from the list.
 */
const CUTS: readonly Cut[] = [
  {
    file: /dexie[\\/]dist[\\/](?:modern[\\/])?dexie\.mjs$/,
    statements: {
      // Every database here is opened with `cache: 'disabled'`, with which this hands each request on.
      'this.use(cacheMiddleware);': '',
      // Without hooks on a table it hands each request on.
      'this.use(hooksMiddleware);': '',
    },
    methods: [
      'startsWithIgnoreCase',
      'equalsIgnoreCase',
      'anyOfIgnoreCase',
      'startsWithAnyOfIgnoreCase',
      'startsWithAnyOf',
      'eachUniqueKey',
      'uniqueKeys',
      'mapToClass',
      'bulkUpdate',
      'upsert',
    ],
  },
  {
    file: /i18next[\\/]dist[\\/]esm[\\/]i18next\.js$/,
    statements: {
      // Words come by `import`, which is no backend, and every number is written by `language/format`.
      'formatter = Formatter;': '',
      's.backendConnector = new Connector(createClassOnDemand(this.modules.backend), s.resourceStore, s, this.options);':
        's.backendConnector = { state: {}, load: (_languages, _namespaces, done) => done(), on() {} };',
      'reloadResources: this.reloadResources.bind(this)': '',
    },
    methods: [
      'cloneInstance',
      'dir',
      'getFixedT',
      'hydrate',
      'loadLanguages',
      'loadNamespaces',
      'reloadResources',
      'use',
    ],
  },
];

/** Leaves out of two libraries what nothing here uses, and fails when a newer version has no such place any more. */
export function withoutUnused(): Plugin {
  return {
    name: 'dastak-without-unused',
    transform(code, id) {
      const cut = CUTS.find(({ file }) => file.test(id.split('?')[0] ?? id));
      if (cut === undefined) return;
      return { code: trimmed(code, cut), map: null };
    },
  };
}

function trimmed(code: string, { file, statements, methods }: Cut): string {
  let left = code;
  const replace = (what: string, place: string | RegExp, by: string): void => {
    const without = left.replace(place, () => by);
    if (without === left) throw new Error(`${what} is not in ${file.source} any more: see vite.trim.ts`);
    left = without;
  };
  for (const [statement, by] of Object.entries(statements)) replace(statement, statement, by);
  for (const method of methods) {
    // Both libraries are indented evenly: a method ends with the first bracket as far in as its name.
    replace(method, new RegExp(`^( +)${method}\\(.*\\) \\{\\n(?:(?!\\1\\}).*\\n)*\\1\\}\\n`, 'm'), '');
  }
  return left;
}
