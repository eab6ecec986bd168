const { version, platform, arch } = process;

/** The day and the platform of a measurement. */
export const today = new Date().toISOString().slice(0, 10);
export const runtime = `Node ${version} on ${platform} ${arch}`;
