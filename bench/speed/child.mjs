// Measures one part in a process of its own, where the compiler has seen no other code.
const [part, options] = process.argv.slice(2);
const { measure } = await import(`./parts/${part}.mjs`);
const result = await measure(JSON.parse(options));
// Exits even if a client left timers.
process.send(result, () => process.exit());
