import type { Key } from '../../../language/index.ts';
import type { SignInFields } from './Details.tsx';

/** Ids of the inputs, which the error summary links to. */
export const FIELD = { url: 'address', name: 'name', password: 'password' } as const;

const SENTENCES = {
  name: 'collector:signIn.nameMissing',
  password: 'collector:signIn.passwordMissing',
  url: 'collector:signIn.addressMissing',
} as const satisfies Record<keyof SignInFields, Key>;

/** The fields that are still empty, in the order of the page, each with its sentence. */
export function missingFields(fields: SignInFields): { id: string; key: Key }[] {
  const order = ['name', 'password', 'url'] as const;
  return order
    .filter((field) => (field === 'password' ? fields.password === '' : fields[field].trim() === ''))
    .map((field) => ({ id: FIELD[field], key: SENTENCES[field] }));
}

/** Troubles of the address. Which of name and password is wrong nobody tells, and so neither field is blamed. */
const ABOUT_ADDRESS = new Set(['url-invalid', 'no-database', 'not-couchdb']);

/** The field that a refused sign-in is about; undefined when it is about none alone. */
export function fieldOf(why: string): string | undefined {
  return ABOUT_ADDRESS.has(why) ? FIELD.url : undefined;
}
