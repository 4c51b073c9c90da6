// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how XLSForm writes a reference
import { expect, test } from 'vitest';
import { correctionOf } from '../../../src/domain/correction.ts';
import { finalizeResponse } from '../../../src/domain/finalize.ts';
import { compileForm } from '../../../src/domain/form/compile.ts';
import type { FormDefinition } from '../../../src/domain/form/definition.ts';
import { EXTENSION } from '../../../src/domain/form/extended/index.ts';
import { answerQuestion, openForm } from '../../../src/domain/form/state.ts';
import type { FormDocumentId, ResponseId, Rev } from '../../../src/domain/ids.ts';
import { type Draft, startDraft } from '../../../src/domain/response.ts';
import { compiled, formOf, MORNING } from './form.scenario.ts';

const household = (instance_name: string): FormDefinition =>
  formOf(
    [
      { type: 'text', name: 'street' },
      { type: 'integer', name: 'number' },
      { type: 'text', name: 'gate', relevant: '${number} > 5' },
      { type: 'repeat', name: 'member', children: [{ type: 'text', name: 'name' }] },
    ],
    {},
    { instance_name },
  );

const start: Parameters<typeof startDraft>[1] = {
  id: 'response:1' as ResponseId,
  campaign: 'demo',
  formVersion: 'form:household:0' as FormDocumentId,
  round: null,
  collector: 'amina',
  device: 'phone-1',
  language: 'en',
};

function finished(definition: FormDefinition, answers: Record<string, string | number>, draft?: Draft) {
  const form = compiled(definition);
  const began = draft ?? startDraft(form, start, MORNING);
  let state = openForm(form, began.answers, MORNING);
  for (const [path, answer] of Object.entries(answers))
    state = answerQuestion(form, state, path, answer, MORNING);
  const done = finalizeResponse(form, began, state, MORNING);
  if (!done.ok) throw new Error(done.why);
  return done.value;
}

test('a response is called what its form says, by its answers', () => {
  const named = household("concat(${street}, ' ', ${number})");
  expect(finished(named, { street: 'Mill Road', number: 7 }).instanceName).toBe('Mill Road 7');
});

test('a correction that changes the answers changes the name', () => {
  const named = household("concat(${street}, ' ', ${number})");
  const first = finished(named, { street: 'Mill Road', number: 7 });
  const draft = correctionOf(start.id, '1-a' as Rev, first, 'phone-1', MORNING);
  expect(finished(named, { number: 9 }, draft).instanceName).toBe('Mill Road 9');
});

test('what does not apply takes no part in the name, and an empty name is none', () => {
  const form = household('${gate}');
  expect(finished(form, { number: 7, gate: 'north' }).instanceName).toBe('north');
  expect(finished(form, { number: 7, gate: 'north', street: 'x' }).instanceName).toBe('north');
  expect(finished(form, { gate: 'north', number: 2 })).not.toHaveProperty('instanceName');
});

test('a name may look into repeats', () => {
  const form = household("concat(count(${member}), ' in ', /data/street)");
  expect(finished(form, { street: 'Mill Road' }).instanceName).toBe('1 in Mill Road');
});

test('a name that cannot be worked out is refused with its place', () => {
  expect(compileForm(household('concat(${nobody})'), EXTENSION)).toMatchObject({
    ok: false,
    words: { row: 'settings', column: 'instance_name', found: 'nobody' },
  });
});
