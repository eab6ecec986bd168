import { describe, it } from '@jest/globals';
import { operatorLaws } from '../../src/testing/index.js';
import { operatorSamples } from './operatorSamples.js';

const titles = Object.entries(operatorSamples).flatMap(([name, samples]) =>
  samples.map(({ options = '', ...sample }) => ({ title: `${name}(${options})`, ...sample })),
);

describe.each(titles)('$title keeps the laws:', ({ make, sample }) => {
  for (const { name, run } of operatorLaws(make, sample)) it(name, run);
});
