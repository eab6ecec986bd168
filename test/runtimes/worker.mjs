// A worker for workerd: plays what it is sent.
import { playAll } from './client.mjs';

export default {
  fetch: async (request) =>
    Response.json({ seen: await playAll(await request.json()), unhandled: [] }),
};
