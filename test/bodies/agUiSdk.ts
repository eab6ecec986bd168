import { RunAgentInputSchema } from '@ag-ui/core/schemas';

/** What AG-UI's own schema finds wrong with the body of a request. */
export const faultsOfInput = (body: unknown): readonly string[] =>
  (RunAgentInputSchema.safeParse(body).error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')}: ${message}`,
  );
