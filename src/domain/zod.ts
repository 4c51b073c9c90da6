import * as z from 'zod/mini';

// zod's fast path compiles schemas with `new Function`, which our content security policy reports as a violation.
z.config({ jitless: true });

export { z };
