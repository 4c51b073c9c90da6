import { fakeEndpoint } from '../support/fakeEndpoint.ts';
import { endpointContract } from './endpointContract.ts';

endpointContract('the fake of the unit tests', async () => {
  const { fetch, url, addUser } = fakeEndpoint();
  const login = { name: 'amina', password: 'pass:wörd', roles: ['collector'] };
  addUser(login.name, login.password, login.roles);
  return { fetch, url, login, close: async () => undefined };
});
