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

/** Troubles of the address; of the others only a wrong password is about what was typed. */
const ABOUT_ADDRESS = new Set(['url-invalid', 'no-database', 'not-couchdb']);

/** The field that a refused sign-in is about; undefined when nothing that was typed is wrong. */
export function fieldOf(why: string): string | undefined {
  if (ABOUT_ADDRESS.has(why)) return FIELD.url;
  return why === 'wrong-password' ? FIELD.password : undefined;
}
