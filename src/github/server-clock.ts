import { boundedFetch } from "./transport/bounded-fetch.ts";

/**
 * What GitHub's clock says, to the second; `null` where its answer has no date. Nobody signs in for it, because a clock
 * that is wrong here is a reason why signing in fails: what is asked for is refused, and the refusal has a date. Throws
 * where GitHub cannot be reached.
 */
export async function gitHubTime(apiUrl: string): Promise<Date | null> {
  const response = await boundedFetch(() => {})(`${apiUrl}/app`, { headers: { "user-agent": "sekisho" } });
  const date = Date.parse(response.headers.get("date") ?? "");
  return Number.isNaN(date) ? null : new Date(date);
}
