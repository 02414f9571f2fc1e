export type {
  BrokenSettings,
  ChangedDecision,
  GrantedWaiver,
  LineRange,
  PublicationContext,
  SettingsEffect,
  WaiverRequest,
} from "./context.ts";
export { type Publication, type PublicationInput, renderPublication } from "./publication.ts";
