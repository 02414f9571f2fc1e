import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { z } from "zod";

const payload = z.record(z.string(), z.unknown());
const examples = z
  .array(z.object({ name: z.string(), examples: z.array(payload) }))
  .parse(
    JSON.parse(readFileSync(createRequire(import.meta.url).resolve("@octokit/webhooks-examples"), "utf8")),
  );

export interface WebhookExample {
  readonly event: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What GitHub really sent, with an installation where the webhook was not an App's. */
export const webhookExamples: readonly WebhookExample[] = examples.flatMap(({ name, examples }) =>
  examples.map((example) => ({ event: name, payload: { installation: { id: 1 }, ...example } })),
);

/** The first of its kind. Throws where there is none. */
export function webhookExample(event: string, action?: string): WebhookExample["payload"] {
  const found = webhookExamples.find(
    (example) => example.event === event && (action === undefined || example.payload["action"] === action),
  );
  if (found === undefined) throw new Error(`no example of ${event} ${action}`);
  return found.payload;
}
