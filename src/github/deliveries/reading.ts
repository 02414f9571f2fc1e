import type { z } from "zod";
import type { Subject } from "../../model/pull.ts";
import type { DeliveryFact } from "./facts.ts";

/** Who we are: an App's own checks must not wake it again. */
export interface OwnApp {
  readonly appId: number;
}

/** What a reader of one event is given besides the body. */
export interface Envelope {
  readonly event: string;
  readonly action: string;
  readonly installationId: number;
  readonly repositoryId: number | null;
  readonly self: OwnApp;
  /** Throws {@link UnreadableDelivery} where the body does not have this shape. */
  parse<Schema extends z.ZodType>(schema: Schema): z.infer<Schema>;
}

export interface Reading {
  readonly subject: Subject | null;
  readonly facts: readonly DeliveryFact[];
}

/** Nothing is to be done. */
export const nothing: Reading = { subject: null, facts: [] };
