/** The values of headers that grant access: complete, and each of their parts, such as a cookie. */
export const secretHeaders = (headers: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(headers)
    .filter(([name]) => secretName.test(name))
    .flatMap(([, value]) => [value, ...partsOf(value)]);

/** Names of headers and parameters whose value grants access. */
export const secretName =
  /access|auth|bearer|cookie|cred|csrf|jwt|key|otp|pass|secret|session|sign|ticket|token/i;

// Names of cookies, the word "bearer" and the user of basic authentication are left out: they are
// ordinary words.
const partsOf = (value: string): readonly string[] =>
  `${value} ${decodeBasic(value).replace(':', ' ')}`
    .split(/[\s;,]+/)
    .map((part) => part.slice(part.indexOf('=') + 1).replace(/^"|"$/g, ''))
    .filter((part) => !/^bearer$/i.test(part));

const decodeBasic = (value: string): string => {
  try {
    return atob(/^basic (\S+)$/i.exec(value)?.[1] ?? '');
  } catch {
    return '';
  }
};
