import { expect, it } from '@jest/globals';
import { badPortOf } from '../../../src/transport/badPortOf.js';

const standard =
  '0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 ' +
  '113 115 117 119 123 135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 ' +
  '548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045 4190 5060 5061 ' +
  '6000 6566 6665 6666 6667 6668 6669 6679 6697 10080';

it('finds the bad ports of the fetch standard, and no other', () => {
  const ports = Array.from({ length: 11_000 }, (_, port) => String(port));
  const bad = ports.filter((port) => badPortOf(`https://chat.example:${port}/api`) !== undefined);
  expect(bad.join(' ')).toBe(standard);
});

it('finds none in a URL without a port', () => {
  expect(badPortOf('https://chat.example/api?a=http://x:25/')).toBeUndefined();
});
