// As many arguments as every engine takes.
const MAX_ARGUMENTS = 0x8000;

/** Writes bytes as base64, without the `Buffer` that only Node has. */
export function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let at = 0; at < bytes.length; at += MAX_ARGUMENTS) {
    binary += String.fromCharCode(...bytes.subarray(at, at + MAX_ARGUMENTS));
  }
  return btoa(binary);
}

/** Reads base64. @throws the error of `atob` for anything else */
export const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

export const isBase64 = (text: string): boolean => {
  try {
    return fromBase64(text).length >= 0;
  } catch {
    return false;
  }
};
