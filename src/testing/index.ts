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
