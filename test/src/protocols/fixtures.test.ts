import { describe } from '@jest/globals';
import { fixturesIn, playFixtures } from '../../helpers/fixtures.js';
import { protocolsByName } from '../../helpers/protocols.js';

// Among them are rows O2, O12, O13, P12 and S6 of docs/reliability.md.
describe.each(Object.entries(protocolsByName))('a stream of %s', (name, make) => {
  playFixtures(fixturesIn(`test/fixtures/${name}`, make));
});
