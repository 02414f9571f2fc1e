export { createGitHubApp } from "./app.ts";
export type { DeliveryFact } from "./deliveries/facts.ts";
export { UnreadableDelivery } from "./deliveries/facts.ts";
export { eventsRead, factsOf, subjectOf } from "./deliveries/read.ts";
export type { OwnApp } from "./deliveries/reading.ts";
export * from "./ports.ts";
export { gitHubTime } from "./server-clock.ts";
export type * from "./sweep-ports.ts";
export { createTokenGitHub } from "./token-github.ts";
