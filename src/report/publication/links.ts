import type { Location } from "../../model/location.ts";
import { isFileLocation } from "../../model/location.ts";
import type { Report } from "../../model/report.ts";
import type { PlaceOptions } from "../markdown/options.ts";
import type { PublicationContext } from "./context.ts";

/** Addresses of places on GitHub: of the head, and of the base for what is gone. */
export function placesIn(
  report: Report,
  { repository, excerpt }: Pick<PublicationContext, "repository" | "excerpt">,
): PlaceOptions {
  return { links: (location) => linkTo(location, report, repository.url), excerpt };
}

/** The same, and the checks of the pull request as the place where everything is listed. */
export function placesAndList(
  report: Report,
  context: Pick<PublicationContext, "repository" | "number" | "excerpt">,
): PlaceOptions {
  const { repository, number } = context;
  return { ...placesIn(report, context), allFindings: `${repository.url}/pull/${number}/checks` };
}

function linkTo(location: Location, { head, base }: Report, url: string): string | null {
  const commit = location.side === "base" ? (base?.commit ?? null) : head.commit;
  if (commit === null || location.path === "") return null;
  const path = location.path.toWellFormed().split("/").map(encodeURIComponent).join("/");
  return `${url}/blob/${commit}/${path}${linesOf(location)}`;
}

function linesOf(location: Location): string {
  const { startLine, endLine } = location;
  if (isFileLocation(location)) return "";
  return startLine === endLine ? `#L${startLine}` : `#L${startLine}-L${endLine}`;
}
