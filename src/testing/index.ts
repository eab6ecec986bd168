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
