// As many arguments as every engine takes.
const MAX_ARGUMENTS = 0x8000;

/** Writes bytes as text with one character for each, as `btoa` takes it and a search finds it. */
export function toBinary(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += MAX_ARGUMENTS) {
    text += String.fromCharCode(...bytes.subarray(at, at + MAX_ARGUMENTS));
  }
  return text;
}

/** The bytes of such a text. */
export const fromBinary = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));
