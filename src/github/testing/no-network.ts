import nock from "nock";
import { afterEach, beforeEach, expect } from "vitest";

/** Whatever a test asks of the network is answered by nock, or fails; and every answer has to be fetched. */
export function useNock(): void {
  beforeEach(() => nock.disableNetConnect());
  afterEach(() => {
    const left = nock.pendingMocks();
    nock.abortPendingRequests();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(left.filter((mock) => !mock.includes("access_tokens"))).toEqual([]);
  });
}
