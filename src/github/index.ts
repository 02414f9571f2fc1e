export type { DeliveryFact, PullFact } from "./deliveries/facts.ts";
export { UnreadableDelivery } from "./deliveries/facts.ts";
export { eventsRead, factsOf, subjectOf } from "./deliveries/read.ts";
export type { OwnApp } from "./deliveries/reading.ts";
export * from "./ports.ts";
