import type { Configuration } from "../../model/configuration.ts";
import type { Tree } from "../../model/tree.ts";
import type { SourcedOwnership } from "../../tenancy/sources/index.ts";
import type { OwnableContents } from "./contents.ts";

/** What a survey is made from. */
export interface SurveyRequest {
  readonly tree: Tree;
  readonly configuration: Configuration;
  /** `null`: there are no sources. */
  readonly sourced: SourcedOwnership | null;
  readonly contents: OwnableContents;
}
