import { operatorLaws } from '../helpers/operatorLaws.js';
import { operatorSamples } from './operatorSamples.js';

for (const [name, samples] of Object.entries(operatorSamples)) {
  for (const { options = '', make, events } of samples) {
    operatorLaws(`${name}(${options})`, make, events);
  }
}
