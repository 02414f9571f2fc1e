import type { AnchorPlace } from "../model/anchor.ts";
import type { ConfigurationFile } from "./schema/schema.ts";

type Entries = NonNullable<NonNullable<ConfigurationFile["audit"]>["anchors"]>;

/** The places of a file, in its order. */
export function anchorPlaces(entries: Entries | undefined): readonly AnchorPlace[] {
  return (entries ?? []).flatMap(({ folder, s3, githubRelease }): readonly AnchorPlace[] => {
    if (folder !== undefined) return [{ kind: "folder", folder: folder.replace(/(?!^)\/+$/, "") }];
    if (githubRelease !== undefined)
      return [{ kind: "github-release", repository: githubRelease.repository }];
    if (s3 === undefined) return [];
    const { endpoint, region, bucket, prefix = "", objectLock } = s3;
    const folderLike = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
    return [{ kind: "s3", endpoint, region, bucket, prefix: folderLike, objectLock: objectLock ?? null }];
  });
}
