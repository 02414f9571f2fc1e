import type { ServerEnvironment } from "../../config/index.ts";
import { createReleases } from "../../github/index.ts";
import { type Anchor, AnchorError, folderAnchor, s3Anchor } from "../../ledger/index.ts";
import { type AnchorPlace, placeText } from "../../model/anchor.ts";
import { releaseAnchor } from "./release-anchor.ts";

export interface AnchorEnvironment {
  readonly ledger: Pick<ServerEnvironment["ledger"], "anchors">;
  readonly gitHub: Pick<ServerEnvironment["gitHub"], "apiUrl">;
}

/** A place of the configuration, with what the environment of this server has for it. Asks nobody yet. */
export function openAnchor(place: AnchorPlace, environment: AnchorEnvironment, now: () => Date): Anchor {
  const { folder, s3: credentials, releaseToken } = environment.ledger.anchors;
  switch (place.kind) {
    case "folder":
      return folderAnchor(place.folder, folder);
    case "s3":
      return s3Anchor(place, { credentials, now });
    case "github-release":
      return openReleases(place, releaseToken, environment.gitHub.apiUrl);
    default:
      return place satisfies never;
  }
}

function openReleases(
  place: Extract<AnchorPlace, { readonly kind: "github-release" }>,
  token: string | null,
  baseUrl: string,
): Anchor {
  const [owner = "", name = ""] = place.repository.split("/");
  if (token !== null) return releaseAnchor(placeText(place), createReleases({ token, baseUrl, owner, name }));
  const without = () =>
    Promise.reject(
      new AnchorError(
        "unusable",
        `${placeText(place)} cannot be used: this server has no token for it. Set LEDGER_RELEASE_TOKEN.`,
      ),
    );
  return { place: placeText(place), sizes: without, read: without, write: without };
}
