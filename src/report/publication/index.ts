export type {
  BrokenSettings,
  ChangedDecision,
  GrantedWaiver,
  LineRange,
  PublicationContext,
  SettingsEffect,
  WaiverRequest,
} from "./context.ts";
export { type MergeGroupInput, renderMergeGroup } from "./merge-group.ts";
export { type NotDecidedInput, renderNotDecided } from "./not-decided.ts";
export { type Publication, type PublicationInput, renderPublication } from "./publication.ts";
export {
  applySuggestion,
  applySuggestions,
  type OfferedFix,
  offeredFixes,
  type SuggestionSources,
} from "./suggestion.ts";
