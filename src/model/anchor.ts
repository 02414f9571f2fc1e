/**
 * Where checkpoints of the ledger are written, out of reach of whoever administers the database. What a place needs to
 * know secretly stands in the environment of the server, never here.
 */
export type AnchorPlace =
  | { readonly kind: "folder"; readonly folder: string }
  | {
      readonly kind: "s3";
      /** `https://s3.eu-central-1.amazonaws.com`, without a slash at its end. */
      readonly endpoint: string;
      readonly region: string;
      readonly bucket: string;
      /** Empty, or ends with a slash. */
      readonly prefix: string;
      /** `null`: as the bucket has it. */
      readonly objectLock: ObjectLock | null;
    }
  | { readonly kind: "github-release"; readonly repository: string };

export interface ObjectLock {
  readonly mode: "COMPLIANCE" | "GOVERNANCE";
  readonly days: number;
}

/** One text for each place, for people and records: equal places have equal texts. */
export function placeText(place: AnchorPlace): string {
  switch (place.kind) {
    case "folder":
      return `folder ${place.folder}`;
    case "s3":
      return `s3 ${place.endpoint}/${place.bucket}/${place.prefix}`;
    case "github-release":
      return `releases of ${place.repository}`;
    default:
      return place satisfies never;
  }
}
