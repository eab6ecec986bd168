export const expected = {};
