import { addAccount, changePassword, ROLES, type Role, removeAccount } from './accounts.ts';
import { type Command, type Flags, text } from './arguments.ts';
import { clientOf, using } from './target.ts';
import { Mistake } from './trouble.ts';

function readRole(flags: Flags): Role {
  const said = text(flags, 'role') ?? 'collector';
  const role = ROLES.find((one) => one === said);
  if (!role) throw new Mistake(`--role must be one of: ${ROLES.join(', ')}.`);
  return role;
}

/** Every command answers what there is to say when it is done. */
export async function user({ words, flags }: Command): Promise<string> {
  const [, verb, name] = words;
  if (!verb || !['add', 'password', 'remove'].includes(verb)) {
    throw new Mistake('Say what to do: dastak user add|password|remove NAME');
  }
  if (!name || words.length > 3) throw new Mistake(`Say one name: dastak user ${verb} NAME`);
  const role = readRole(flags);
  const password = text(flags, 'password');
  return using(await clientOf(flags), async (client) => {
    if (verb === 'remove') {
      await removeAccount(client, name);
      return `${name} can no longer sign in. What ${name} sent stays.`;
    }
    if (verb === 'add') {
      const set = await addAccount(client, name, role, password);
      return `${name} can sign in as ${role}.${password === undefined ? ` Password: ${set}` : ''}`;
    }
    const set = await changePassword(client, name, password);
    return `The password of ${name} is changed.${password === undefined ? ` It is now: ${set}` : ''}`;
  });
}
