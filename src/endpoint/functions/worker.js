// Runs in a thread of its own (plain CommonJS, started from its text): QuickJS as WebAssembly, and nothing else of ours.
// Says `ready`, then takes `[what, key, text]` and answers one after another.
const { parentPort, workerData } = require('node:worker_threads');
const load = require('node:module').createRequire(workerData.base);
const { newQuickJSWASMModuleFromVariant } = load('quickjs-emscripten-core');
const { default: variant } = load('@jitl/quickjs-wasmfile-release-sync');

const { memoryBytes, stackBytes, callMs } = workerData;

/** What CouchDB gives every function beside the language itself. */
const HELPERS = `
function isArray(value) { return Array.isArray(value); }
function toJSON(value) { return JSON.stringify(value); }
function sum(numbers) { return numbers.reduce(function (all, one) { return all + one; }, 0); }
function log() {}
`;

/** Only text goes in and comes out: no object of ours is ever in reach of the function. */
const BRIDGE = `(function (text) {
  var parse = JSON.parse, write = JSON.stringify, apply = Reflect.apply, given;
  try { given = (0, eval)('(' + text + '\\n)'); } catch (error) { return String(error); }
  if (typeof given !== 'function') return 'Expression does not eval to a function. (' + text.slice(0, 100) + ')';
  return function (json) {
    try {
      var value = apply(given, null, parse(json));
      return write({ ok: true, value: value === undefined ? null : value });
    } catch (error) {
      var isError = error instanceof Error;
      return write({ ok: false, thrown: isError ? { name: error.name, message: error.message } : error });
    }
  };
})`;

const held = new Map();

/** Calls `what` with a text; an error inside becomes `{ name, message }`. */
function apply(one, what, text) {
  one.deadline = performance.now() + callMs;
  const argument = one.context.newString(text);
  const result = one.context.callFunction(what, one.context.undefined, argument);
  argument.dispose();
  if (!result.error) return { handle: result.value };
  const { name = 'Error', message = 'failed' } = one.context.dump(result.error) ?? {};
  result.error.dispose();
  return { error: { name, message } };
}

function drop(key) {
  const one = held.get(key);
  held.delete(key);
  one?.function?.dispose();
  one?.context.dispose();
  one?.runtime.dispose();
  return null;
}

/** @returns why it cannot be compiled, or null */
function compile(key, text, module) {
  const runtime = module.newRuntime();
  runtime.setMemoryLimit(memoryBytes);
  runtime.setMaxStackSize(stackBytes);
  const one = { runtime, context: runtime.newContext(), deadline: performance.now() + callMs };
  runtime.setInterruptHandler(() => performance.now() > one.deadline);
  held.set(key, one);
  one.context.evalCode(HELPERS).dispose();
  const bridge = one.context.unwrapResult(one.context.evalCode(BRIDGE));
  const { handle, error } = apply(one, bridge, text);
  bridge.dispose();
  if (handle && one.context.typeof(handle) === 'function') {
    one.function = handle;
    return null;
  }
  const why = error ? `${error.name}: ${error.message}` : String(one.context.dump(handle));
  handle?.dispose();
  drop(key);
  return why;
}

/** @returns what the function told, or `{ name, message }` of what ended it */
function call(key, json) {
  const one = held.get(key);
  const { handle, error } = apply(one, one.function, json);
  if (error) return error;
  const told = String(one.context.dump(handle));
  handle.dispose();
  return told;
}

const perform = { compile, call, drop };
newQuickJSWASMModuleFromVariant(variant).then((module) => {
  parentPort.on('message', ([what, key, text]) => parentPort.postMessage(perform[what](key, text, module)));
  parentPort.postMessage('ready');
});
