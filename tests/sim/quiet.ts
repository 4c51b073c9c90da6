// Dexie tells other threads of every change; nobody listens here, and a message is worth more than a transaction costs.
Reflect.deleteProperty(globalThis, 'BroadcastChannel');
