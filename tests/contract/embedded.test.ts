import { startServer } from '../../src/endpoint/server.ts';
import { embeddedEndpoint } from '../support/embedded.ts';
import { administrationContract } from './administrationContract.ts';
import { endpointContract } from './endpointContract.ts';

endpointContract('the embedded endpoint', embeddedEndpoint);

administrationContract('the embedded endpoint', async () => {
  const options = { host: '127.0.0.1', port: 0, dataFolder: '', iterations: 2 };
  const server = await startServer({ ...options, adapter: 'memory' });
  const administrator = { name: 'root', password: 'root-password' };
  await server.endpoint.setAdmin(administrator.name, administrator.password);
  return { url: `${server.url}/db`, administrator, close: () => server.close() };
});
