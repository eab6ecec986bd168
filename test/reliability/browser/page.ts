import { lastValueFrom, toArray } from 'rxjs';
import { sendStreamingChat } from '../../../src/index.js';
import { request } from '../../helpers/samples.js';

// What the test calls in the page.
Object.assign(globalThis, {
  call: () =>
    lastValueFrom(sendStreamingChat(request, { baseUrl: location.origin }).pipe(toArray())),
});
