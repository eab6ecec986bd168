import { describe } from '@jest/globals';
import { operatorLaws } from '../../src/testing/index.js';
import { itKeeps } from '../helpers/itKeeps.js';
import { operatorSamples } from './operatorSamples.js';

const titles = Object.entries(operatorSamples).flatMap(([name, samples]) =>
  samples.map(({ options = '', ...sample }) => ({ title: `${name}(${options})`, ...sample })),
);

describe.each(titles)('$title keeps the laws:', ({ make, sample }) => {
  itKeeps(operatorLaws(make, sample));
});
