import { embeddedEndpoint } from '../support/embedded.ts';
import { endpointContract } from './endpointContract.ts';

endpointContract('the embedded endpoint', embeddedEndpoint);
