export type {
  ChangedDecision,
  PlansSaid,
  PublicationContext,
  Receipt,
  SettingsEffect,
} from "./context.ts";
export { renderMergeGroup } from "./merge-group.ts";
export { renderNotDecided } from "./not-decided.ts";
export { type Publication, type PublicationInput, renderPublication } from "./publication.ts";
export { type OfferedFix, offeredFixes } from "./suggestion.ts";
