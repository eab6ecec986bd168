import { fromBinary, toBinary } from './binary.js';

/** Writes bytes as base64, without the `Buffer` that only Node has. */
export const toBase64 = (bytes: Uint8Array): string => btoa(toBinary(bytes));

/** Reads base64. @throws the error of `atob` for anything else */
export const fromBase64 = (text: string): Uint8Array => fromBinary(atob(text));

/** Whether a text is base64. */
export const isBase64 = (text: string): boolean => {
  try {
    return fromBase64(text).length >= 0;
  } catch {
    return false;
  }
};
