// Plays
export {
  type FakeCall,
  type FakeRequest,
  fakeTransport,
  type FakeTransport,
  type FakeTransportOptions,
} from './plays/fakeTransport.js';
export type { Emission, OwnEvent, Play } from './plays/play.js';
export type { Script } from './plays/script.js';
export { refusal } from './plays/refusal.js';

// Diagrams
export { chatMarbles } from './marbles/chatMarbles.js';
export type {
  ChatMarbleHelpers,
  EventExpectation,
  MarbleStream,
  TextExpectation,
} from './marbles/marbleHelpers.js';
export { describeEvents } from './marbles/describeEvents.js';
export { type Assert, marbleAssert } from './marbles/marbleAssert.js';
export type { TimelineEntry } from './marbles/timeline.js';

// Faults
export { everyCut } from './faults/everyCut.js';
export type { Fault, Refused } from './faults/fault.js';
export { faulty } from './faults/faulty.js';

// Recordings
export type { Cassette, CassetteChunk, CassetteEnd } from './cassette/cassette.js';
export { formatCassette } from './cassette/formatCassette.js';
export { parseCassette } from './cassette/parseCassette.js';
export { record, type RecordOptions } from './cassette/record.js';
export { replay, type ReplayOptions } from './cassette/replay.js';

// Laws
export type { Law } from './laws/law.js';
export { operatorLaws } from './laws/operatorLaws.js';
export type { OperatorSample } from './laws/operatorSample.js';
export { protocolLaws, type ProtocolLawOptions } from './laws/protocolLaws.js';
export type { ProtocolSample } from './laws/protocolSample.js';
export type { LawServer } from './laws/lawServer.js';
export { transportLaws, type TransportLawOptions } from './laws/transportLaws.js';
