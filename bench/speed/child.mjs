// One part of the measuring in a process of its own, so that the compiler has seen nothing but that part.
const [part, options] = process.argv.slice(2);

// A peer is made for browsers, and takes its timers from `window` and its listeners from `document`.
globalThis.window = globalThis;
globalThis.document = { hidden: false, addEventListener() {}, removeEventListener() {} };

const { measure } = await import(`./parts/${part}.mjs`);
const result = await measure(JSON.parse(options));
// Some clients leave timers behind.
process.send(result, () => process.exit());
