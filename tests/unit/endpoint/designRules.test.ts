import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { refusalOf } from '../../../src/endpoint/access/rules.ts';
import { VALIDATE } from '../../../src/endpoint/cli/designRules.ts';

type Validate = (doc: object, old: object | null, who: object) => void;
const validate = runInNewContext(`(${VALIDATE})`) as Validate;

/** The reason CouchDB would give, or undefined. */
function asCouch(doc: object, old: object | null, who: object): string | undefined {
  try {
    validate(doc, old, who);
    return undefined;
  } catch (thrown) {
    return (thrown as { forbidden?: string }).forbidden ?? `broke: ${thrown}`;
  }
}

const kind = fc.constantFrom(
  'campaign',
  'form',
  'review',
  'response',
  'media',
  'device',
  'practice',
  'other',
);
const person = fc.constantFrom('amina', 'diego');
const fields = fc.record(
  {
    type: kind,
    collector: person,
    practice: fc.boolean(),
    mode: fc.constantFrom('practice', 'real'),
    _deleted: fc.constant(true),
  },
  { requiredKeys: [] },
);

test('decides on any CouchDB as it does on our endpoint', () => {
  fc.assert(
    fc.property(
      kind,
      fields,
      fc.option(fc.record({ collector: person }, { requiredKeys: [] })),
      fc.record({ name: person, roles: fc.subarray(['collector', 'coordinator', '_admin']) }),
      (prefix, body, old, who) => {
        const doc = { ...body, _id: `${prefix}:1` };
        const ours = refusalOf(doc, old ? [{ ...old, _id: doc._id }] : [], who)?.reason;
        expect(asCouch(doc, old, who)).toBe(ours);
      },
    ),
    { numRuns: 2000 },
  );
});
