/** Joins base64 that was cut anywhere, or was made of one part of the bytes after another. */
export const joinBase64 = (deltas: readonly string[]): string => {
  if (!deltas.slice(0, -1).some((each) => each.endsWith('='))) return deltas.join('');
  try {
    return btoa(deltas.map((each) => atob(each)).join(''));
  } catch {
    return deltas.join('');
  }
};
