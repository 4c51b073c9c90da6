import { startServer } from '../../src/endpoint/server.ts';
import { embeddedEndpoint } from '../support/embedded.ts';
import { administrationContract } from './administrationContract.ts';
import { attachmentContract } from './attachmentContract.ts';
import { endpointContract } from './endpointContract.ts';
import { feedContract } from './feedContract.ts';
import { protocolContract } from './protocolContract.ts';
import type { SiteUnderTest } from './site.ts';

async function embeddedSite(): Promise<SiteUnderTest> {
  const options = { host: '127.0.0.1', port: 0, dataFolder: '', iterations: 2 };
  const server = await startServer({ ...options, adapter: 'memory' });
  const administrator = { name: 'root', password: 'root-password' };
  await server.endpoint.setAdmin(administrator.name, administrator.password);
  return { url: `${server.url}/db`, administrator, close: () => server.close() };
}

endpointContract('the embedded endpoint', embeddedEndpoint);
for (const contract of [protocolContract, attachmentContract, feedContract, administrationContract]) {
  contract('the embedded endpoint', embeddedSite);
}
